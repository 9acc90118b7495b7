import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractors.addresses import identity, is_public, resolved, same_site

hosts = st.sampled_from(["harbour.example", "WWW.Harbour.Example", "127.0.0.1", "[2001:db8::1]", "hafen-süd.example"])
paths = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=4).map("/".join)
queries = st.lists(
    st.sampled_from(["utm_source=x", "id=7", "7", "fbclid=1", "q=a+b", "p=%C3%A4", "a=1;b=2", "", "=x", "page=2"]),
    max_size=5,
).map("&".join)
urls = st.builds(
    "{}://{}{}/{}?{}#{}".format,
    st.sampled_from(["http", "HTTPS", "https"]), hosts,
    st.sampled_from(["", ":80", ":443", ":8787"]), paths, queries, paths,
)  # fmt: skip


@given(urls | st.text())
@example("http://harbour.example")
@example("http://[::1/")
@example("https://user:secret@harbour.example/a")
def test_identity_is_idempotent(url):
    assert identity(identity(url)) == identity(url)


@pytest.mark.parametrize(
    "twin",
    [
        "https://Harbour.Example/news/pier?id=7",
        "https://harbour.example:443/news/pier?id=7",
        "https://harbour.example/news/pier?id=7#comments",
        "https://harbour.example/news/pier?utm_source=feed&id=7&fbclid=abc",
        "https://harbour.example/news/./pier?id=7&",
        " https://me:secret@harbour.example/news/pier?id=7\n",
    ],
)
def test_one_article_has_one_address(twin):
    assert identity(twin) == "https://harbour.example/news/pier?id=7"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://harbour.example/a?id=7", "https://harbour.example/a?id=8"),
        ("https://harbour.example/a?7", "https://harbour.example/a?8"),
        ("https://harbour.example/a", "https://harbour.example/A"),
        ("http://harbour.example:8001/a", "http://harbour.example:8002/a"),
    ],
)
def test_two_articles_keep_two_addresses(one, other):
    assert identity(one) != identity(other)


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 0.0.0.0 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.100.100.200 168.63.129.16
    192.0.2.1 224.0.0.1 255.255.255.255 240.0.0.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254
    ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: 2001:db8::1 nonsense""".split(),
)
def test_what_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "64:ff9b::5db8:d822"])
def test_what_is_public(address):
    assert is_public(address)


@given(st.text(), st.text())
def test_a_resolved_link_is_a_web_address_or_nothing(base, link):
    url = resolved(base, link)
    assert url == "" or url.lower().startswith(("http://", "https://"))


def test_links_are_resolved_against_their_page():
    assert resolved("https://harbour.example/news/", "../pier?id=7") == "https://harbour.example/pier?id=7"
    assert resolved("https://harbour.example/", "javascript:alert(1)") == ""
    assert resolved("https://harbour.example/", "") == ""


def test_a_site_is_its_host_and_port():
    assert same_site("https://www.harbour.example/a", "http://harbour.example/b")
    assert not same_site("https://harbour.example/", "https://harbour.example.evil.example/")
    assert not same_site("http://127.0.0.1:1/", "http://127.0.0.1:2/")
    assert not same_site("", "")
