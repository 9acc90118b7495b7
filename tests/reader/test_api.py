"""The HTTP API, as a program meets it."""

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from reader.application import application

DIGEST = "2026-11-22/openings-for-data-center-electricians"


@pytest.fixture(scope="module")
def document(client: httpx.Client) -> dict:
    return client.get("/api/openapi.json").json()


def test_lists_lead_to_things_and_to_their_next_part(client):
    part = client.get("/api/editions", params={"limit": 1}).json()
    assert [item["date"] for item in part["items"]] == ["2026-11-22"]
    following = httpx.URL(part["next"])
    rest = client.get(following.raw_path.decode()).json()
    assert [item["date"] for item in rest["items"]] == ["2026-11-21"]
    assert rest["next"] is None
    whole = client.get(httpx.URL(part["items"][0]["api_url"]).path).json()
    assert whole["published_at"] == part["items"][0]["published_at"]
    assert whole["digests"][0]["slug"] == DIGEST.partition("/")[2]
    for item in whole["digests"]:
        assert client.get(httpx.URL(item["api_url"]).path).json()["headline"] == item["headline"]


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_digests_go_on_by_date(client, edition, limit):
    for category in (None, "world"):
        address = f"/api/digests?limit={limit}" + (f"&category={category}" if category else "")
        seen = []
        while address:
            part = client.get(address).json()
            seen += [(item["date"], item["slug"]) for item in part["items"]]
            address = httpx.URL(part["next"]).raw_path.decode() if part["next"] else ""
        told = [one for one in edition.digests if category in (None, one.category)]
        assert seen[: len(told)] == [("2026-11-22", one.slug) for one in told]
        assert len(seen) == len(set(seen)) == len(told) + 1
    assert client.get("/api/digests?to=2026-11-21").json()["items"][0]["date"] == "2026-11-21"
    assert client.get("/api/digests?to=9999-12-31").json()["items"][0]["date"] == "2026-11-22"
    assert client.get("/api/digests?to=0001-01-01").json()["items"] == []


def test_a_digest_is_the_same_document_as_its_file(client):
    assert client.get(f"/api/digests/{DIGEST}").json() == client.get(f"/editions/{DIGEST}.json").json()
    story = client.get(f"/api/digests/{DIGEST}").json()["story"]
    assert client.get(f"/api/stories/{story}").json()["digests"][0]["slug"] == DIGEST.partition("/")[2]


def test_a_story_is_found_by_how_its_id_begins(stored, edition):
    one, other = edition.digests[0], edition.digests[1]
    told = (one.model_copy(update={"story": "s9d7d4a00001"}), other.model_copy(update={"story": "s9d7d4ab0002"}))
    with stored(edition.model_copy(update={"digests": told})) as store, TestClient(application(store)) as client:
        whole = client.get("/api/stories/s9d7d4a00001").json()
        assert [item["slug"] for item in whole["digests"]] == [one.slug]
        assert client.get("/api/stories/s9d7d4a0").json() == whole
        assert client.get("/api/stories/s9d7d4ab").json()["story"] == "s9d7d4ab0002"
        for missing in ("s9d7d4", "s9d7d4_", "s9d7d4%25", "S9D7D4A0", "s9d7d4a000012", "s" * 60_000):
            assert client.get(f"/api/stories/{missing}").json()["detail"] == "There is no such story."
        ambiguous = client.get("/api/stories/s9d7d4a")
        assert ambiguous.status_code == 404
        assert "Several stories begin with s9d7d4a: write more of the id." in ambiguous.json()["detail"]


def test_evidence_is_the_words_of_the_source(client):
    listed = client.get(f"/api/digests/{DIGEST}/evidence").json()["items"]
    digest = client.get(f"/api/digests/{DIGEST}").json()
    assert [item["number"] for item in listed] == [source["number"] for source in digest["sources"]]
    for item in listed:
        source = client.get(f"/api/digests/{DIGEST}/evidence/{item['number']}").json()
        assert source["passages"] == item["passages"]
        for passage in source["passages"]:
            assert source["text"][passage["start"] : passage["end"]] == passage["words"]


def test_figures_and_organizations(client):
    figures = client.get("/api/editions/2026-11-22/figures").json()["items"]
    digest = client.get(f"/api/digests/{DIGEST}").json()
    assert [item["figure"] for item in figures if item["slug"] == digest["slug"]] == digest["key_figures"]
    listed = client.get("/api/organizations").json()["items"]
    assert listed
    for item in listed:
        path = httpx.URL(item["api_url"]).path
        assert client.get(path).json() == item
        told = client.get(f"{path}/digests", params={"limit": 100}).json()["items"]
        assert len(told) == item["digests"]
        for one in told:
            names = client.get(f"/api/digests/{one['date']}/{one['slug']}/organizations").json()["items"]
            assert item["slug"] in [name["slug"] for name in names]
        for said in client.get(f"{path}/quotations").json()["items"]:
            assert item["name"] in (said["quotation"]["affiliation"], said["quotation"]["speaker"])
        assert client.get(f"{path}/figures").status_code == 200


def test_search_tells_where_the_words_stand(client):
    found = client.get("/api/search", params={"q": "electricians", "limit": 1}).json()
    hit = found["items"][0]
    assert (hit["slug"], found["complete"]) == (DIGEST.partition("/")[2], True)
    marked = hit["headline"]
    assert [marked["text"][span["start"] : span["end"]] for span in marked["matches"]] == ["electricians"]
    assert client.get("/api/search").json() == {"items": [], "next": None, "total": 0, "complete": True}
    pages, address = [], "/api/search?q=the&limit=1"
    while address:
        part = client.get(address).json()
        pages += [(item["date"], item["slug"]) for item in part["items"]]
        address = httpx.URL(part["next"]).raw_path.decode() if part["next"] else ""
    assert len(pages) == len(set(pages)) == part["total"] > 1


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/api/editions/2020-01-01", 404, "There is no such edition."),
        ("/api/editions/20261122", 422, "date: write a date as in 2026-11-22"),
        ("/api/editions?limit=1000", 422, "limit: "),
        ("/api/digests/2026-11-22/none", 404, "There is no such digest."),
        (f"/api/digests/{DIGEST}/evidence/99", 404, "There is no such source of this digest."),
        ("/api/organizations/none/figures", 404, "There is no such organization."),
        ("/api/stories/none", 404, "There is no such story."),
        ("/api/search?category=none", 422, "category: "),
        ("/api/search?from=0", 422, "from: write a date as in 2026-11-22"),
        ("/api/nothing", 404, "There is nothing at this address."),
        ("/api/a%0Ab", 404, "There is nothing at this address."),
        ("/api/docs", 404, "There is nothing at this address."),
    ],
)
def test_problems_are_told_as_problem_details(client, path, status, says):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    problem = answer.json()
    assert (problem["status"], problem["type"]) == (status, "about:blank")
    assert says in problem["detail"]
    assert "content-security-policy" in answer.headers


def test_nothing_can_be_written(client):
    answer = client.post("/api/editions")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
    assert answer.json()["title"] == "Method Not Allowed"
    assert (
        "access-control-allow-origin"
        not in client.get("/api/editions", headers={"Origin": "https://a.example"}).headers
    )


@pytest.mark.parametrize("path", ["/api/openapi.json", "/api/editions", f"/api/digests/{DIGEST}", "/api/search?q=the"])
def test_what_a_program_has_is_not_sent_again(client, path):
    first = client.get(path)
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == first.headers["etag"]
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_document_describes_every_field_that_needs_it(document):
    assert document["openapi"].startswith("3.1")
    for path, operations in document["paths"].items():
        for operation in operations.values():
            assert operation["summary"]
            assert all("description" in one or one["name"] == "category" for one in operation["parameters"]), path


def test_hostile_words_stay_words(stored_apart, written_article, hiring):
    words = '</script><img src=x onerror=alert(1)>\u202e\u2028 "quoted" \\ \x07'
    of, digest = written_article(hiring, words)
    stored_apart.record_extractions(digest.date, [(of.url, of)])
    assert stored_apart.save_digest(digest.model_copy(update={"slug": "hostile", "headline": words}))
    with TestClient(application(stored_apart)) as client:
        answer = client.get(f"/api/digests/{digest.date}/hostile")
        assert json.loads(answer.content)["headline"] == words
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        found = client.get("/api/search", params={"q": "onerror alert"}).json()["items"][0]
        assert [found["headline"]["text"][span["start"] : span["end"]] for span in found["headline"]["matches"]] == [
            "onerror",
            "alert",
        ]
        page = client.get("/search", params={"q": f"onerror {words}"}).text
        assert "<img" not in page
        assert "<mark>onerror=alert(1</mark>)&gt;" in page
        assert "\u202e" not in page
        assert page.count("<script") == page.count('<script src="reader.js">')


def test_schemathesis_finds_nothing(address, tmp_path):
    """Whatever the document allows is answered as the document says, and what it does not allow is refused."""
    command = Path(sys.executable).with_name("schemathesis")
    options = ["--max-examples", "5", "--seed", "1", "--phases", "examples,coverage,fuzzing", "--no-color"]
    found = subprocess.run(
        [command, "run", f"{address}/api/openapi.json", "--url", f"{address}/api", *options],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert found.returncode == 0, found.stdout
    assert "15 selected / 15 total" in found.stdout
