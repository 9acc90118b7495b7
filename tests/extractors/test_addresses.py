from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractors.addresses import (
    MAX_URL_CHARS,
    NAMES_ARTICLE,
    cleaned,
    from_cache,
    identity,
    is_public,
    resolved,
    same_site,
)

HOSTS = """harbour.example www.Harbour.example m.harbour.example amp.m.harbour.example mobile.harbour.co.uk m.co.uk
    amp.github.io 127.0.0.1 [2001:db8::1] hafen-süd.example xn--hafen-sd-d6a.example порт.рф""".split()
MEANINGFUL = "id=7 7 q=a+b p=%C3%A4 a=1;b=2 page=2 gallery=3 cid=9 reference=4 ID=8 x=".split()
TRACKING = "utm_source=x fbclid=1 gclid=q ref=rss mc_cid=4 campaign=a UTM_Medium=b".split()
hosts = st.sampled_from(HOSTS)
parts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8) | st.sampled_from(
    ["amp", "pier-to-be-rebuilt.amp"]
)
paths = st.lists(parts, max_size=4).map("/".join)
queries = st.lists(st.sampled_from([*MEANINGFUL, *TRACKING, "amp=1", "outputType=amp", "", "=x"]), max_size=5).map(
    "&".join
)
urls = st.builds(
    "{}://{}{}/{}?{}#{}".format,
    st.sampled_from(["http", "HTTPS", "https"]), hosts,
    st.sampled_from(["", ":80", ":443", ":8787"]), paths, queries, paths,
)  # fmt: skip
segments = st.lists(st.text("aBc-1ä%", min_size=1, max_size=12).filter(lambda part: "%" not in part), max_size=3)
spellings = st.tuples(
    st.sampled_from(["http", "https"]),
    st.sampled_from(["harbour.example", "m.harbour.example", "hafen-süd.example", "[2001:db8::1]"]),
    segments.map("/".join),
    st.lists(st.sampled_from(MEANINGFUL), max_size=3, unique=True),
)


@given(urls | st.text())
@example("http://harbour.example")
@example("http://[::1/")
@example("https://user:secret@harbour.example/a")
@example("https://m.harbour.example:80/amp/amp/pier-to-be-rebuilt/amp/amp")
@example("https://x.cdn.ampproject.org/c/s/y.cdn.ampproject.org/c/m.harbour.example/a")
@example("https://www.google.com/amp/s/:/x.y")
def test_identity_is_idempotent(url):
    assert identity(identity(url)) == identity(url)
    assert cleaned(cleaned(url)) == cleaned(url)
    assert identity(cleaned(url)) == identity(url)


@given(urls)
def test_an_identity_can_be_asked_for(url):
    for address in (identity(url), cleaned(url)):
        asked = httpx.Request("GET", address)
        assert str(asked.url) == address
        assert asked.url.host
        assert address.isascii()
        assert "@" not in urlsplit(address).netloc
        assert "#" not in address


@given(spellings, st.data())
def test_what_says_nothing_of_the_article_changes_no_identity(spelling, data):
    scheme, host, path, meaningful = spelling
    plain = f"{scheme}://{host}/{path}" + (f"?{'&'.join(meaningful)}" if meaningful else "")
    query = data.draw(st.permutations([*meaningful, *data.draw(st.lists(st.sampled_from(TRACKING), max_size=3))]))
    user = data.draw(st.sampled_from(["", "me@", "me:secret@"]))
    port = data.draw(st.sampled_from(["", {"http": ":80", "https": ":443"}[scheme]]))
    end = data.draw(st.sampled_from(["", "#", "#comments", "#utm_source=x"]))
    scheme, host = data.draw(st.sampled_from([(scheme, host), (scheme.upper(), host.upper())]))
    asked = "?" + "&".join(query) if query else ""
    other = f" {scheme}://{user}{host}{port}/{path}{asked}{end}\n"
    assert identity(other) == identity(plain)
    assert cleaned(other) == cleaned(plain)


@given(spellings)
def test_path_and_meaningful_parameters_stay_as_they_are(spelling):
    scheme, host, path, meaningful = spelling
    url = f"{scheme}://{host}/{path}?{'&'.join(meaningful)}"
    found = httpx.URL(identity(url))
    assert found.path == httpx.URL(url).path
    assert sorted(found.query.decode().split("&")) == sorted(meaningful or [""])


@pytest.mark.parametrize(
    "twin",
    [
        "https://m.harbour.example/news/pier-to-be-rebuilt",
        "https://amp.harbour.example/news/pier-to-be-rebuilt?amp=1",
        "https://mobile.www.harbour.example/news/pier-to-be-rebuilt",
        "https://www.harbour.example/news/pier-to-be-rebuilt/amp",
        "https://www.harbour.example/amp/news/pier-to-be-rebuilt",
        "https://www.harbour.example/news/pier-to-be-rebuilt.amp",
        "https://www.harbour.example/news/pier-to-be-rebuilt?outputType=amp&utm_source=x",
        "https://www.harbour.example/news/pier-to-be-rebuilt?amp",
        "https://www-harbour-example.cdn.ampproject.org/c/s/www.harbour.example/news/pier-to-be-rebuilt?amp_js_v=0.1",
        "https://www.google.com/amp/s/amp.harbour.example/news/pier-to-be-rebuilt",
    ],
)
def test_amp_and_mobile_twins_are_the_page_itself(twin):
    assert identity(twin) == "https://www.harbour.example/news/pier-to-be-rebuilt"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.harbour.example/guitars/amp",
        "https://www.harbour.example/amp/news",
        "https://www.harbour.example/search?q=amp",
        "https://m.co.uk/news/pier-to-be-rebuilt",
        "https://m.example/news/pier-to-be-rebuilt",
        "https://mole.harbour.example/a",
    ],
)
def test_what_only_looks_like_a_twin_is_none(url):
    assert identity(url) == url


def test_a_page_in_an_amp_cache_is_asked_for_at_its_publisher():
    cached = "https://www-harbour-example.cdn.ampproject.org/v/harbour.example/a?amp=1"
    assert from_cache(cached) == "http://harbour.example/a?amp=1"
    within = "https://" + "bing-amp.com/c/s/" * 3 + "harbour.example/a"
    assert from_cache(within) == "https://harbour.example/a"
    deeper = within.replace("bing", "x.bing", 1).replace("https://", "https://bing-amp.com/c/s/")
    assert from_cache(deeper) == deeper
    assert from_cache(" https://harbour.example/amp/s/x.example/ ") == "https://harbour.example/amp/s/x.example/"


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
    ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: 2001:db8::1 nonsense
    fec0::1 64:ff9b:1::7f00:1 64:ff9b:1::5db8:d822 ::ffff:0:7f00:1 ::ffff:0:a9fe:a9fe""".split(),
)
def test_what_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "64:ff9b::5db8:d822", "::ffff:0:5db8:d822"]
)
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


def test_of_longer_addresses_than_articles_have_nothing_is_read():
    longest = "https://harbour.example/".ljust(MAX_URL_CHARS, "a")
    assert resolved("https://harbour.example/", longest) == longest
    assert resolved("https://harbour.example/", longest + "a") == ""
    assert resolved(longest, "../" + "b" * (MAX_URL_CHARS - 10)) == ""
    cached = "https://" + "cdn.ampproject.org/c/s/" * 40_000 + "harbour.example/a"
    assert from_cache(cached) == cached


def test_the_name_of_an_article_is_looked_for_once_in_each_word():
    assert NAMES_ARTICLE.search("x" * 400_000 + "/" + "pier-to-be-rebuilt")[0] == "pier-to-be-rebuilt"


def test_a_site_is_its_host_and_port():
    assert same_site("https://www.harbour.example/a", "http://harbour.example/b")
    assert same_site("https://amp.harbour.example/a", "http://www.harbour.example/b")
    assert same_site("http://m.harbour.example:8000/a", "http://harbour.example:8000/b")
    assert not same_site("https://m.co.uk/a", "https://amp.co.uk/a")
    assert not same_site("https://harbour.example/", "https://harbour.example.evil.example/")
    assert not same_site("http://127.0.0.1:1/", "http://127.0.0.1:2/")
    assert not same_site("", "")
