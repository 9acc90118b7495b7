"""The page of search."""

import re

import httpx
import pytest

DIGEST = "editions/2026-11-22/openings-for-data-center-electricians"


def test_words_lead_to_digests_and_evidence(client):
    page = client.get("/search", params={"q": "electricians"}).text
    assert f'<a class="story" href="{DIGEST}">Openings for data-center <mark>electricians</mark>' in page
    links = re.findall(rf'href="({DIGEST}/evidence/\d+)#(e-\d+-\d+)"', page)
    assert links
    for path, anchor in links:
        assert f'id="{anchor}"' in client.get(f"/{path}").text


def test_a_search_is_an_address(client):
    asked = {"q": 'electricians "data center"', "category": "business", "outlet": "Harbor Wire", "from": "2026-11-22"}
    page = client.get("/search", params=asked).text
    for name, value in asked.items():
        if name != "category":
            assert re.search(rf'name="{name}" value="{re.escape(value).replace(chr(34), "&#34;")}"', page)
    assert '<option value="business" selected>' in page
    assert DIGEST in page
    assert DIGEST not in client.get("/search", params={**asked, "to": "2026-11-21", "from": ""}).text
    assert DIGEST not in client.get("/search", params={**asked, "category": "world"}).text


def test_nothing_asked_is_nothing_found(client):
    page = client.get("/search")
    assert (page.status_code, "Nothing found" in page.text) == (200, False)
    assert "Nothing found" in client.get("/search?q=zebra").text
    assert "Nothing found on page 7" in client.get("/search?q=electricians&page=7").text
    assert "unknown" not in client.get("/search?unknown=1").text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("category=none", "There is no category &#39;none&#39;: choose one of world"),
        ("from=yesterday", "&#39;yesterday&#39; is no date: write the first one as in 2026-11-22."),
        ("to=2026-02-30", "&#39;2026-02-30&#39; is no date: write the last one as in 2026-11-22."),
        ("page=0", "&#39;0&#39; is no page number"),
        (f"page={'9' * 5_000}", "is no page number"),
        ("from=<script>", "&#39;&lt;script&gt;&#39; is no date"),
    ],
)
def test_what_cannot_be_understood_is_said(client, query, says):
    answer = client.get(f"/search?q=the&{query}")
    assert answer.status_code == 400
    assert says in answer.text
    assert "<script>" not in answer.text


@pytest.mark.parametrize("query", ['"', "*", "a" * 3_000, "%00", "%ff", "%F0%9F%99%82", "NEAR(a b)", "a&q=b", "=&&="])
def test_no_query_fails(client, query):
    assert client.get(f"/search?q={query}").status_code == 200


def test_pages_of_hits_lead_to_each_other(many):
    page = many.get("/search", params={"q": "fire", "category": "world"}).text
    link = re.search(r'rel="next" href="([^"]+)"', page)[1].replace("&amp;", "&")
    assert httpx.URL(link).params["category"] == "world"
    second = many.get(f"/{link}").text
    assert "12 digests" in second
    assert (page.count('class="story"'), second.count('class="story"')) == (10, 2)
    assert 'start="11"' in second
    assert 'rel="next"' not in second
    back = re.search(r'rel="prev" href="([^"]+)"', second)[1].replace("&amp;", "&")
    assert many.get(f"/{back}").text == page
