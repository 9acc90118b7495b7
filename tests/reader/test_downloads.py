import json
import zipfile
from io import BytesIO

import feedparser
import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator

EDITION = "/editions/2026-11-22"
DIGEST = f"{EDITION}/openings-for-data-center-electricians"
FILES = {
    "/feed.atom": "application/atom+xml; charset=utf-8",
    "/feed.json": "application/feed+json; charset=utf-8",
    "/categories/world/feed.atom": "application/atom+xml; charset=utf-8",
    "/categories/sports/feed.json": "application/feed+json; charset=utf-8",
    f"{EDITION}.md": "text/markdown; charset=utf-8",
    f"{EDITION}.json": "application/json",
    f"{EDITION}.epub": "application/epub+zip",
    f"{EDITION}.csv": "text/csv; charset=utf-8; header=present",
    f"{DIGEST}.md": "text/markdown; charset=utf-8",
    f"{DIGEST}.json": "application/json",
    "/editions/2026-11-20/asked-for.json": "application/json",
    "/schema/digest.json": "application/schema+json",
    "/schema/edition.json": "application/schema+json",
}


@pytest.mark.parametrize("path", FILES)
def test_files_have_their_types_and_strict_headers_and_are_not_sent_twice(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FILES[path]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    again = client.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(("ending", "shown"), [("epub", "attachment"), ("csv", "attachment"), ("md", "inline")])
def test_files_have_names_for_whoever_keeps_them(client, ending, shown):
    disposition = client.get(f"{EDITION}.{ending}").headers["content-disposition"]
    assert disposition == f'{shown}; filename="nightdesk-2026-11-22.{ending}"'


@pytest.mark.parametrize(
    "path",
    [
        "/editions/2026-11-19.epub",
        "/editions/2026-11-22.pdf",
        "/editions/nothing.md",
        f"{EDITION}/nothing.md",
        f"{DIGEST}.epub",
        "/categories/nothing/feed.atom",
        "/feed.rss",
        "/schema/nothing.json",
    ],
)
def test_where_there_is_no_file_there_is_the_friendly_page(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "There is no such page" in answer.text


@pytest.mark.parametrize(
    ("path", "feeds"),
    [
        ("/", ["/feed.atom", "/feed.json"]),
        (DIGEST, ["/feed.atom", "/feed.json"]),
        (
            "/categories/world",
            ["/feed.atom", "/feed.json", "/categories/world/feed.atom", "/categories/world/feed.json"],
        ),
        ("/asked", ["/feed.atom", "/feed.json"]),
    ],
)
def test_pages_name_their_feeds(client, path, feeds):
    soup = BeautifulSoup(client.get(path).text, "lxml")
    links = soup.head.find_all("link", rel="alternate")
    found = [client.build_request("GET", client.base_url.join(path).join(link["href"])).url.path for link in links]
    assert found == feeds
    for link, address in zip(links, feeds, strict=True):
        assert client.get(address).headers["content-type"].startswith(link["type"])


def test_pages_lead_to_their_files(client):
    for path, endings in ((EDITION, ("epub", "md", "json", "csv")), (DIGEST, ("md", "json"))):
        soup = BeautifulSoup(client.get(path).text, "lxml")
        links = {client.base_url.join(path).join(link["href"]).path for link in soup.find_all("a", href=True)}
        assert {f"{path}.{ending}" for ending in endings} <= links


def test_pictures_can_be_shown_by_feed_readers_in_browsers(client):
    assert client.get("/images/hall").headers["cross-origin-resource-policy"] == "cross-origin"
    assert client.get("/").headers["cross-origin-resource-policy"] == "same-origin"


def test_documents_keep_to_the_schemas_that_are_served(client):
    for document, schema in ((DIGEST, "digest"), (EDITION, "edition")):
        rules = Draft202012Validator(client.get(f"/schema/{schema}.json").json())
        rules.validate(client.get(f"{document}.json").json())


def test_an_export_has_the_same_files(client, store, tmp_path):
    from reader.site import export

    export(store, tmp_path)
    for path in FILES:
        assert (tmp_path / path[1:]).read_bytes() == client.get(path).content, path
    assert len(feedparser.parse((tmp_path / "feed.atom").read_bytes()).entries) == 3
    assert zipfile.ZipFile(BytesIO((tmp_path / "editions/2026-11-21.epub").read_bytes())).testzip() is None
    assert json.loads((tmp_path / "editions/2026-11-21.json").read_bytes())["date"] == "2026-11-21"
