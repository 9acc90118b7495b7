"""What a subscription announces, over real HTTP: moved, named by a page, or in parts."""

import asyncio
import gzip
from datetime import UTC, datetime

import pytest

from extractors.announcements import Announcement, Refusal
from extractors.discovery import discover
from extractors.fetching import Fetcher, FetchLimits, Validators
from extractors.subscriptions import Reason, Skipped, Subscription

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LIMITS = FetchLimits(allow_private_addresses=True, per_host_delay_seconds=0, retries=0)


def rss(*paths: str) -> str:
    items = "".join(f"<item><title>T</title><link>{path}</link></item>" for path in paths)
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>{items}</channel></rss>"


def sitemap(*paths: str, base: str) -> str:
    return "<urlset>" + "".join(
        f"<url><loc>{base}{path}</loc><lastmod>2026-11-22T08:00:00Z</lastmod></url>" for path in paths
    ) + "</urlset>"  # fmt: skip


def index(*urls: str) -> str:
    return "<sitemapindex>" + "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls) + "</sitemapindex>"


def asked(site, path: str, kind: str = "feed", **given) -> Announcement | Skipped:
    """What the subscription at that path announces."""

    async def ask() -> Announcement | Skipped:
        async with Fetcher(LIMITS, lambda: NOON) as fetcher:
            return await discover(fetcher, Subscription(outlet="Harbour", url=site.url(path), kind=kind), **given)

    return asyncio.run(ask())


def paths(site) -> list[str]:
    return [path for path, _ in site.asked if path != "/robots.txt"]


def test_a_feed_says_its_format_and_validators(site):
    site.pages["/feed"] = rss("/a", "/b")
    found = asked(site, "/feed")
    assert (found.format, found.address, len(found.leads)) == ("RSS 2.0", site.url("/feed"), 2)
    again = asked(site, "/feed", validators=Validators(etag=found.etag))
    assert again.unchanged
    assert again.leads == ()
    assert site.asked[-1] == ("/feed", 304)


@pytest.mark.parametrize(("status", "lasts"), [(301, True), (308, True), (302, False), (307, False)])
def test_only_a_permanent_redirect_moves_a_feed(site, status, lasts):
    site.pages |= {"/old": (status, "/new"), "/new": rss("/a")}
    found = asked(site, "/old")
    assert len(found.leads) == 1
    assert found.address == site.url("/new" if lasts else "/old")


def test_a_feed_moves_as_far_as_the_redirects_are_permanent(site):
    site.pages |= {"/1": (301, "/2"), "/2": (308, "/3"), "/3": (302, "/4"), "/4": (301, "/5"), "/5": rss("/a")}
    assert asked(site, "/1").address == site.url("/3")


def test_a_moved_feed_is_asked_where_it_is_and_back_where_it_was_if_that_fails(site):
    site.pages |= {"/old": (301, "/new"), "/new": rss("/a")}
    found = asked(site, "/old", address=site.url("/new"))
    assert found.address == site.url("/new")
    assert paths(site) == ["/new"]
    site.pages |= {"/old": rss("/b"), "/new": "<html>gone</html>"}
    back = asked(site, "/old", address=site.url("/new"), validators=Validators(etag=found.etag))
    assert back.address == site.url("/old")
    assert [lead.url for lead in back.leads] == [site.url("/b")]


def test_the_first_feed_that_a_page_names_is_read(site):
    site.pages |= {
        "/": "<!doctype html><html><link rel=alternate type=application/rss+xml href=/moved>"
        "<link rel=alternate type=application/atom+xml href=/comments></html>",
        "/moved": (301, "/feed"),
        "/feed": rss("/a"),
    }
    found = asked(site, "/")
    assert (found.named_by, found.address) == (site.url("/"), site.url("/feed"))
    assert found.leads[0].subscription == site.url("/")
    assert paths(site) == ["/", "/moved", "/feed"]


def test_a_page_without_a_feed_is_told_with_what_to_write(site):
    site.pages |= {
        "/": "<html><p>Hello</p></html>",
        "/gone": "<html><link rel=alternate type=application/rss+xml href=/x>",
    }
    assert 'write the address of its feed, or kind = "page_list"' in asked(site, "/").detail
    broken = asked(site, "/gone")
    assert (broken.url, broken.reason) == (site.url("/gone"), Reason.STATUS)
    assert broken.detail == f"the feed {site.url('/x')} that the page names: HTTP 404"


def test_an_index_is_followed_to_its_parts_news_first(site):
    site.pages |= {
        "/robots.txt": f"User-agent: *\nDisallow:\nSitemap: {site.url('/index.xml')}\n",
        "/index.xml": index(site.url("/pages.xml"), site.url("/news.xml.gz"), site.url("/index.xml")),
        "/news.xml.gz": gzip.compress(
            f"<urlset><url><loc>{site.url('/pier')}</loc><news><title>Pier</title></news></url></urlset>".encode()
        ),
        "/pages.xml": sitemap("/news/one-two-three-four", base=site.url("")),
    }
    found = asked(site, "/robots.txt", "sitemap")
    assert (found.format, [lead.title for lead in found.leads]) == ("robots.txt, news sitemap", ["Pier"])
    assert paths(site) == ["/index.xml", "/news.xml.gz"]
    assert found.etag == ""


def test_parts_are_bounded_in_number_and_depth(site):
    for number in range(30):
        site.pages[f"/deep{number}.xml"] = index(site.url(f"/deep{number + 1}.xml"))
        site.pages[f"/wide{number}.xml"] = sitemap(f"/news/one-two-three-four{number}", base=site.url(""))
    site.pages["/wide.xml"] = index(*(site.url(f"/wide{number}.xml") for number in range(30)))
    assert len(asked(site, "/wide.xml", "sitemap").leads) == 8
    assert len(paths(site)) == 9
    asked(site, "/deep0.xml", "sitemap")
    assert len(paths(site)) == 9 + 4


def test_a_sitemap_is_asked_with_its_validators(site):
    site.pages["/sitemap.xml"] = sitemap("/news/one-two-three-four", base=site.url(""))
    found = asked(site, "/sitemap.xml", "sitemap")
    assert asked(site, "/sitemap.xml", "sitemap", validators=Validators(etag=found.etag)).unchanged


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (rss("/a"), 'a feed, no sitemap: write kind = "feed"'),
        ("<html>Hello", "write the address of the site's robots.txt"),
        ("hello", "no sitemap, index of sitemaps or robots.txt"),
        ("<urlset><url><loc>/news/one-two-three-four</loc></url></urlset>", "a sitemap of 1 addresses without dates"),
        (index("/gone.xml"), "/gone.xml that it names: answered with an error: HTTP 404"),
    ],
)
def test_a_sitemap_that_cannot_be_used_is_told_with_what_to_do(site, body, detail):
    site.pages["/s"] = body
    skipped = asked(site, "/s", "sitemap")
    assert isinstance(skipped, Skipped)
    assert detail in skipped.detail
    assert skipped.url == site.url("/s")


def test_a_sitemap_with_nothing_new_is_no_fault(site):
    site.pages["/s"] = sitemap("/news/one-two-three-four", base=site.url("")).replace("2026-11", "2026-01")
    found = asked(site, "/s", "sitemap")
    assert found.leads == ()
    assert found.refused == {Refusal.TOO_OLD: 1}


def test_a_feed_too_large_or_cut_off_by_robots_txt_is_told(site):
    site.pages |= {
        "/robots.txt": "User-agent: *\nDisallow: /private",
        "/private": rss("/a"),
        "/big": b"<rss>" * 3_000_000,
    }
    assert asked(site, "/private").reason is Reason.ROBOTS
    assert asked(site, "/big").reason is Reason.TOO_LARGE
