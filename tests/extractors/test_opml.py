"""Lists of feeds, from other programs and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from extractors.opml import Outlined, read_opml, write_opml
from extractors.subscriptions import Category, Subscription

words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], exclude_characters="\ufffe\uffff"),
                min_size=1, max_size=20)  # fmt: skip
subscriptions = st.builds(
    Subscription,
    outlet=words,
    url=st.integers(0, 9_999).map("https://harbour.example/feed?a=1&b={}".format),
    kind=st.sampled_from(["feed", "sitemap", "page_list"]),
    category=st.sampled_from(Category),
    language=st.sampled_from(["en", "de", "fr"]),
)


@given(st.lists(subscriptions, max_size=5, unique_by=lambda one: one.url))
def test_what_is_exported_comes_back(given_subscriptions):
    written = write_opml(given_subscriptions)
    assert read_opml(written) == Outlined(tuple(given_subscriptions), ())
    root = etree.fromstring(written)
    assert root.get("version") == "2.0"
    assert [child.tag for child in root] == ["head", "body"]
    assert all(outline.get("text") and outline.get("type") for outline in root.iter("outline"))


def test_what_feed_readers_export_is_understood():
    body = b"""<?xml version="1.0" encoding="UTF-8"?><opml version="1.1"><head><title>Feeds</title></head><body>
    <outline text="Tech &amp; Gadgets" title="x"><outline type="rss" text="Quay" xmlUrl="https://quay.example/feed"
      htmlUrl="https://quay.example/" language="en-us"/>
      <outline text="Deeper">
      <outline type="rss" title="Mole" XMLURL=" https://mole.example/feed " /></outline></outline>
    <outline type="rss" text="" xmlUrl="https://pier.example/feed" category="/Sports,/Boats"/>
    <outline type="atom" text="Dock" xmlUrl="https://dock.example/feed" category="Business and Economy"/>
    <outline type="rss" text="Dock again" xmlUrl="https://dock.example/feed"/>
    <outline type="link" text="A bookmark" url="https://harbour.example/"/>
    <outline type="rss" text="Evil" xmlUrl="javascript:alert(1)"/></body></opml>"""
    outlined = read_opml(body, Category.SCIENCE)
    assert [(one.outlet, one.url, one.category.value) for one in outlined.subscriptions] == [
        ("Quay", "https://quay.example/feed", "technology"),
        ("Mole", "https://mole.example/feed", "technology"),
        ("pier.example", "https://pier.example/feed", "sports"),
        ("Dock", "https://dock.example/feed", "business"),
    ]
    assert outlined.refused == (
        "A bookmark: it has no address of a feed (xmlUrl)",
        "Evil: url 'javascript:alert(1)': write a full web address that begins with http:// or https://",
    )


@pytest.mark.parametrize("body", [b"", b"hello", b"<rss/>", b"<html><body>Hello</body></html>", b"{}"])
def test_what_is_no_opml_is_none(body):
    assert read_opml(body) is None


def test_hostile_files_stay_small():
    entities = b"<!DOCTYPE o [<!ENTITY a 'ha'>" + b"".join(
        b"<!ENTITY %b '%b'>" % (new.encode(), b"&%b;" % old.encode() * 10)
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    laughing = entities + b"<!ENTITY x SYSTEM 'file:///etc/hostname'>]><opml><body><outline text='&i;&x;' xmlUrl="
    assert len(repr(read_opml(laughing + b"'https://harbour.example/'/></body></opml>"))) < 2_000
    deep = b"<opml><body>" + b"<outline text='a'>" * 200 + b"</outline>" * 200 + b"</body></opml>"
    assert read_opml(deep).subscriptions == ()
    many = b"".join(b"<outline xmlUrl='https://harbour.example/%d'/>" % number for number in range(6_000))
    outlined = read_opml(b"<opml><body>" + many + b"</body></opml>")
    assert len(outlined.subscriptions) == 5_000
    assert outlined.refused == ("Everything after the first 5,000 outlines",)


@given(st.binary(max_size=300))
def test_no_bytes_raise(body):
    for wrapped in (body, b"<opml><body><outline xmlUrl='" + body, b"<opml><body><outline text='x' " + body):
        assert isinstance(read_opml(wrapped), Outlined | None)
