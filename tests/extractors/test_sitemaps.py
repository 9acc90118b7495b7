"""Sitemaps, indexes of them, and the lines of a robots.txt."""

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.announcements import Refusal
from extractors.sitemaps import Sitemap, read_sitemap

NEWS = """<?xml version='1.0' encoding='UTF-8'?>
<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>
<url><loc> https://harbour.example/pier </loc><n:news><n:publication><n:name>Harbour News</n:name>
<n:language>en</n:language></n:publication><n:publication_date>2026-11-22T09:30:00+01:00</n:publication_date>
<n:title>Pier &amp; quay</n:title></n:news><image:image xmlns:image='x'><image:loc>https://harbour.example/i.jpg</image:loc>
</image:image></url><url><loc>javascript:alert(1)</loc></url><!-- hello --></urlset>"""


def plain(*urls: str) -> str:
    rows = "".join(f"<url><loc>https://harbour.example{path}</loc>{more}</url>" for path, _, more in
                   (url.partition("|") for url in urls))  # fmt: skip
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{rows}</urlset>"


def index(*parts: str) -> str:
    rows = "".join(f"<sitemap><loc>{url}</loc>{f'<lastmod>{date}</lastmod>' if date else ''}</sitemap>"
                   for url, _, date in (part.partition("|") for part in parts))  # fmt: skip
    return f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{rows}</sitemapindex>"


@pytest.mark.parametrize("body", [NEWS.encode(), gzip.compress(NEWS.encode()), NEWS.replace("n:", "news:").encode()])
def test_a_news_sitemap_says_title_and_date(make_page, body):
    sitemap = read_sitemap(make_page(body))
    assert sitemap.entries.format == "news sitemap"
    [item] = sitemap.entries.items
    assert (item.link, item.title) == ("https://harbour.example/pier", "Pier & quay")
    assert item.published == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
    assert sitemap.entries.refused == {Refusal.NO_ADDRESS: 1}


def test_of_a_plain_sitemap_only_recent_articles_count(make_page):
    body = plain(
        "/news/pier-to-be-rebuilt|<lastmod>2026-11-22T08:00:00Z</lastmod>",
        "/2026/11/22/ferry|",
        "/2019/03/04/old-story|<lastmod>2026-11-22</lastmod>",
        "/news/storm-hits-the-coast|<lastmod>2026-09-01</lastmod>",
        "/news/boats-in-the-harbour|",
        "/tag/pier|<lastmod>2026-11-22</lastmod>",
        "/|<lastmod>2026-11-22</lastmod>",
    )
    entries = read_sitemap(make_page(body)).entries
    assert entries.format == "sitemap"
    assert [item.link.partition("example")[2] for item in entries.items] == [
        "/news/pier-to-be-rebuilt",
        "/2026/11/22/ferry",
    ]
    assert entries.items[0].updated == datetime(2026, 11, 22, 8, tzinfo=UTC)
    assert entries.items[1].published is None
    assert entries.refused == {Refusal.TOO_OLD: 2, Refusal.UNDATED: 1, Refusal.NO_ARTICLE: 2}


def test_an_index_names_the_newest_part_first_and_no_old_ones(make_page):
    urls = ("/a.xml|2026-11-20", "/b.xml|2026-11-22", "/c.xml|2020-01-01", "/d.xml", "/news.xml|2026-11-19")
    sitemap = read_sitemap(make_page(index(*urls), "https://harbour.example/sitemap.xml"))
    assert [part.url.partition("example")[2] for part in sitemap.parts] == ["/news.xml", "/b.xml", "/a.xml", "/d.xml"]
    assert not sitemap.entries.items


def test_a_robots_txt_names_sitemaps(make_page):
    text = "User-agent: *\nDisallow: /x\nSITEMAP: https://harbour.example/s.xml\nSitemap: /news-sitemap.xml # hi\n"
    sitemap = read_sitemap(make_page(text, "https://harbour.example/robots.txt"))
    assert [part.url for part in sitemap.parts] == [
        "https://harbour.example/news-sitemap.xml",
        "https://harbour.example/s.xml",
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"x" + b"\n" * 1_000_000,
        b"",
        b"<html><p>Hello</p></html>",
        b"<rss/>",
        b"\x1f\x8b broken",
        b"hello",
        b"<?xml version='1.0'?>",
        b"{}",
    ],
)
def test_what_is_no_sitemap_is_none(make_page, body):
    assert read_sitemap(make_page(body)) is None


def test_a_sitemap_that_breaks_off_gives_what_it_has(make_page):
    assert len(read_sitemap(make_page(NEWS[: NEWS.index("</url>") + 20])).entries.items) == 1


def test_neither_entities_nor_packed_gigabytes_are_unfolded(make_page):
    head = "<!DOCTYPE u [<!ENTITY a 'ha'>" + "".join(
        f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    laughing = f"{head}<!ENTITY x SYSTEM 'file:///etc/hostname'>]>" + plain("/pier&i;&x;|<lastmod>2026-11-22</lastmod>")
    sitemap = read_sitemap(make_page(laughing))
    assert sitemap is None or all(len(item.link) < 100 for item in sitemap.entries.items)
    bomb = gzip.compress(NEWS.partition("</urlset>")[0].encode() + bytes(60_000_000), 1)
    packed = read_sitemap(make_page(bomb))
    assert packed is None or len(packed.entries.items) <= 1


def test_a_sitemap_has_as_many_entries_as_the_protocol_allows(make_page):
    rows = (f"/news/pier-number-{number}-rebuilt|<lastmod>2026-11-22T08:00:00Z</lastmod>" for number in range(50_100))
    assert len(read_sitemap(make_page(plain(*rows))).entries.items) == 50_000


@given(st.binary(max_size=300))
def test_no_bytes_raise(make_page, body):
    for wrapped in (body, b"<urlset><url>" + body, b"<sitemapindex><sitemap><loc>" + body, b"\x1f\x8b" + body):
        assert isinstance(read_sitemap(make_page(wrapped)), Sitemap | None)
