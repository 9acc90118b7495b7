import re
from datetime import date

import httpx
import pytest

DIGEST = "/editions/2026-11-22/openings-for-data-center-electricians"
PAGES = (
    "/",
    "/editions",
    "/editions/2026-11-22",
    DIGEST,
    f"{DIGEST}/evidence/3",
    "/sections/2026-11-22",
    "/about/2026-11-22",
    "/categories/world",
    "/categories/sports",
    "/asked",
    "/editions/2026-11-20/asked-for",
)


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_strict_html(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert re.findall(r"<script[^>]*>.*?</script>", answer.text, re.DOTALL) == [_script(answer.text)]
    assert " style=" not in answer.text
    assert not re.search(r"<[^>]* on\w+=", answer.text)


@pytest.mark.parametrize("path", [*PAGES, "/style.css", "/reader.js", "/icon.svg", "/images/hall"])
def test_what_a_client_has_is_not_sent_again(client, path):
    first = client.get(path)
    for known in (first.headers["etag"], f'W/{first.headers["etag"]}, "other"', "*"):
        again = client.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
    assert client.get(path, headers={"If-None-Match": '"other"'}).content == first.content


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/editions/2026-11-19",
        "/editions/20261122",
        "/editions/2026-13-01",
        "/editions/page/99",
        "/editions/page/0",
        f"/editions/page/{'9' * 5_000}",
        "/editions/2026-11-22/nothing",
        "/editions/2026-11-22/%00",
        f"{DIGEST}/evidence/9",
        f"{DIGEST}/evidence/x",
        "/sections/2026-11-19",
        "/about/2026-11-19",
        "/about/today",
        "/categories/nothing",
        "/categories/world/page/7",
        "/images/nothing",
        "/images/drawing",
        "/%3Cscript%3Ealert(1)%3C/script%3E",
    ],
)
def test_where_there_is_no_page_there_is_a_friendly_one(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert answer.text.count("<script") == 1
    assert "content-security-policy" in answer.headers


def test_links_of_a_missing_page_lead_to_the_root(client):
    answer = client.get("/a/b/c")
    assert 'href="../../style.css"' in answer.text


def test_head_is_get_without_a_body(client):
    answer = client.head(DIGEST)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["etag"] == client.get(DIGEST).headers["etag"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_there_is_nothing_to_write(client, method):
    assert client.request(method, "/").status_code == 405


def test_images_come_with_their_type_and_stay(client):
    answer = client.get("/images/hall")
    assert answer.headers["content-type"] == "image/png"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.content.startswith(b"\x89PNG")


def test_a_digest_page_is_small(client):
    assert len(client.get(DIGEST).content) < 60_000


def _script(html):
    """The one script that a page asks for: a file of the site's own."""
    return re.search(r'<script src="(?:\.\./)*reader\.js"></script>', html)[0]


def test_pages_follow_what_is_published(stored_apart, served, hiring):
    """Pages are kept; whatever is published, by whichever process, shows at once."""
    with served(stored_apart) as address, httpx.Client(base_url=address) as client:
        path = "/editions/2026-11-20/asked-later"
        assert "Later" not in client.get("/asked").text
        assert client.get(path).status_code == 404
        digest = hiring.model_copy(update={"date": date(2026, 11, 20), "slug": "asked-later", "headline": "Later"})
        for headline in ("Later", "Later still"):
            stored_apart.save_digest(digest.model_copy(update={"headline": headline}))
            for _ in range(2):
                assert f">{headline}</a>" in client.get("/asked").text
                assert f'<h1 dir="auto">{headline}</h1>' in client.get(path).text
