"""Feeds that are none, or more than one asked for."""

from itertools import repeat

from extractors.subscriptions import Reason
from fault_server.bodies import GZIP_BOMB
from fault_server.kinds import Client, kind_of
from fault_server.stories import FEED, ITEM, STORY

RSS = "application/rss+xml"
LAUGHS = "".join(
    f"<!ENTITY laugh{level} '{f'&laugh{level - 1};' * 10}'>" if level else "<!ENTITY laugh0 'ha'>"
    for level in range(10)
)


@kind_of("feed")
async def billion_laughs(client: Client) -> None:
    feed = FEED.format(origin=client.origin).replace("<rss", f"<!DOCTYPE rss [{LAUGHS}]><rss")
    await client.answer(feed.replace("<title>", "<title>&laugh9;"), kind=RSS)


@kind_of("feed")
async def quadratic_blow_up(client: Client) -> None:
    entity = f"<!DOCTYPE rss [<!ENTITY long '{'x' * 5_000}'>]>"
    feed = FEED.format(origin=client.origin).replace("<rss", f"{entity}<rss")
    await client.answer(feed.replace("<title>", f"<title>{'&long;' * 100_000}"), kind=RSS)


@kind_of("feed")
async def external_entities(client: Client) -> None:
    entities = f"<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'><!ENTITY b SYSTEM '{client.origin}/secret'>]>"
    feed = FEED.format(origin=client.origin).replace("<rss", f"{entities}<rss")
    await client.answer(feed.replace("<title>Pier", "<title>&a;&b;Pier"), kind=RSS)


@kind_of("feed")
async def external_document_type(client: Client) -> None:
    doctype = f"<!DOCTYPE rss SYSTEM '{client.origin}/rss.dtd'>"
    await client.answer(FEED.format(origin=client.origin).replace("<rss", f"{doctype}<rss"), kind=RSS)


@kind_of("feed", Reason.TOO_LARGE)
async def feed_of_fifty_megabytes(client: Client) -> None:
    await client.head(kind=RSS, Content_Length=str(50_000_000))
    await client.repeat(repeat(ITEM.encode() * 1_000, 300))


@kind_of("feed", Reason.TOO_LARGE)
async def feed_without_end(client: Client) -> None:
    await client.head(kind=RSS)
    await client.send(b"<rss version='2.0'><channel>")
    await client.repeat(repeat(ITEM.encode() * 1_000))


@kind_of("feed", Reason.TOO_LARGE)
async def feed_that_is_a_bomb(client: Client) -> None:
    await client.answer(GZIP_BOMB, kind=RSS, Content_Encoding="gzip")


@kind_of("feed")
async def hundred_thousand_items(client: Client) -> None:
    old = "<pubDate>2019-03-05</pubDate>"
    items = "".join(f"<item><link>{number}</link>{old}</item>" for number in range(100_000))
    await client.answer(FEED.format(origin=client.origin).replace("</channel>", f"{items}</channel>"), kind=RSS)


@kind_of("feed", Reason.BAD_FEED)
async def page_for_a_feed(client: Client) -> None:
    await client.answer(STORY)


@kind_of("feed", Reason.BAD_FEED)
async def nothing_for_a_feed(client: Client) -> None:
    await client.answer("", kind=RSS)


@kind_of("feed", Reason.BAD_FEED)
async def noise_for_a_feed(client: Client) -> None:
    await client.answer(b"\x89\x00\xff" * 10_000, kind=RSS)


@kind_of("feed", Reason.BAD_FEED)
async def feed_of_nested_json(client: Client) -> None:
    await client.answer('{"items": ' + "[" * 200_000, kind="application/feed+json")


@kind_of("feed")
async def feed_nested_too_deep(client: Client) -> None:
    await client.answer(FEED.format(origin=client.origin).partition("</channel>")[0] + "<channel>" * 100_000, kind=RSS)


@kind_of("feed")
async def feed_of_other_charset_than_declared(client: Client) -> None:
    feed = FEED.format(origin=client.origin).replace("Pier", "Pièr").encode("cp1252")
    await client.answer(feed, kind=f"{RSS}; charset=utf-8")


@kind_of("feed")
async def feed_of_unknown_charset(client: Client) -> None:
    feed = FEED.format(origin=client.origin).replace("version='1.0'", "version='1.0' encoding='klingon'")
    await client.answer(feed, kind=f"{RSS}; charset=klingon")


@kind_of("feed")
async def feed_that_breaks_off(client: Client) -> None:
    await client.answer(FEED.format(origin=client.origin).partition("</channel>")[0] + "<item><ti", kind=RSS)


@kind_of("feed")
async def feed_with_control_characters(client: Client) -> None:
    await client.answer(FEED.format(origin=client.origin).replace("Pier", "Pi\x00\x08\x1fer &nbsp; & <b"), kind=RSS)


@kind_of("feed")
async def feed_of_links_that_are_none(client: Client) -> None:
    links = ("javascript:alert(1)", "file:///etc/passwd", "http://[::1/", "x" * 50_000)
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    feed = FEED.format(origin=client.origin).replace("</channel>", f"{items}</channel>")
    await client.answer(feed, kind=RSS)


@kind_of("feed")
async def feed_of_impossible_dates(client: Client) -> None:
    dates = ("99999-99-99", "Mon, 31 Feb 2026 25:61:61 +9999", "-1", "0001-01-01T00:00:00Z", "9" * 400)
    items = "".join(
        f"<item><link>{client.origin}/story?{number}</link><pubDate>{date}</pubDate></item>"
        for number, date in enumerate(dates)
    )
    await client.answer(FEED.format(origin=client.origin).replace("</channel>", f"{items}</channel>"), kind=RSS)


@kind_of("feed", Reason.PRIVATE_ADDRESS)
async def feed_at_a_metadata_service(client: Client) -> None:
    await client.answer("", status=301, Location="http://169.254.169.254/feed.xml")


@kind_of("feed", Reason.STATUS)
async def feed_not_modified_without_being_asked(client: Client) -> None:
    await client.head(304)


@kind_of("feed", Reason.TIMEOUT)
async def feed_that_drips(client: Client) -> None:
    await client.head(kind=RSS)
    await client.repeat(repeat(b"<rss>"), 0.05)


@kind_of("feed", Reason.BROKEN_ANSWER)
async def feed_that_is_cut_off(client: Client) -> None:
    await client.head(kind=RSS, Content_Length="90000")
    await client.send(FEED.format(origin=client.origin).encode())
