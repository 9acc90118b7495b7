from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.outside import printable, visible, web_link

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example/x",
        "ftp://a.example/",
        "http://",
        "https://bank.example@evil.example/",
        "http://[broken",
        "http://a.example:port/",
        "https://a.example/\u202egpj.exe",
        "https://a.example/\nSet-Cookie",
        "",
    ],
)
def test_only_plain_web_addresses_become_links(url):
    assert web_link(url) is None


def test_a_link_is_one_plain_word():
    url = "https://a.example/über (uns)?q=a|b&c=<d>#teil"
    assert web_link(url) == "https://a.example/%C3%BCber%20%28uns%29?q=a%7Cb&c=%3Cd%3E#teil"
    assert web_link("https://a.example/100%25?x=1") == "https://a.example/100%25?x=1"


@given(ANY_TEXT.map(lambda text: f"https://a.example/{text}"))
def test_whatever_stands_in_an_address_its_link_leads_to_that_host(url):
    link = web_link(url)
    assert link is None or urlsplit(link).hostname == "a.example"
    assert link is None or not set(link) & set(" \n\t<>\"'()[]\\`|") - {"'"}


@given(ANY_TEXT)
def test_printable_text_is_encodable_and_on_one_line(text):
    shown = printable(text)
    assert shown.encode().decode().splitlines() in ([shown], [])
    assert not set(shown) & set("\x00\x1b\x07\x9b\u202e\u2066")
    assert printable(shown) == shown


def test_visible_text_keeps_its_spaces():
    assert visible(" a\n b\x1b[31m\u202ec ") == " a  b[31mc "
