import json

import pytest
from jsonschema import Draft202012Validator, ValidationError

from reader.addresses import PublicLinks
from reader.documents import digest_json, edition_json
from reader.schemas import DigestDocument, EditionDocument, schema_json

LINK = PublicLinks("https://desk.example")


def rules(kind):
    schema = json.loads(schema_json(kind, LINK))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.fixture(scope="module")
def document(hiring):
    return json.loads(digest_json(hiring, LINK))


def test_documents_keep_to_their_schemas(document, ferry, edition):
    rules(DigestDocument).validate(document)
    rules(DigestDocument).validate(json.loads(digest_json(ferry, LINK)))
    rules(EditionDocument).validate(json.loads(edition_json(edition, LINK)))


@pytest.mark.parametrize("change", [{"headline": None}, {"version": 2}, {"category": "gossip"}, {"tldr": [{}]}])
def test_the_schema_refuses_what_is_none(document, change):
    with pytest.raises(ValidationError):
        rules(DigestDocument).validate(document | change)


def test_a_document_names_its_schema_and_its_page(document, edition, hiring):
    assert document["$schema"] == json.loads(schema_json(DigestDocument, LINK))["$id"]
    assert document["url"] == f"https://desk.example/editions/2026-11-22/{hiring.slug}"
    whole = json.loads(edition_json(edition, LINK))
    assert whole["$schema"] == "https://desk.example/schema/edition.json"
    assert whole["digests"][0] == document
    assert [unread["reason"] for unread in whole["subscriptions"][0]["unread"]] == [
        "behind a login",
        "answered with an error",
    ]


def test_every_statement_carries_its_citations_and_passages(document, hiring):
    told = [*document["tldr"], *document["new"]]
    told += [item for section in document["sections"] for paragraph in section["paragraphs"] for item in paragraph]
    told += [account["statement"] for one in document["differences"] for account in one["accounts"]]
    for item, statement in zip(told, hiring.statements(), strict=True):
        assert item["text"] == statement.text
        assert tuple(item["citations"]) == hiring.numbers(statement.evidence)
        article = {source.number: source.article for source in hiring.sources}
        passages = {(article[one["source"]], one["start"], one["end"]) for one in item["passages"]}
        assert passages == {(one.article, one.start, one.end) for one in statement.evidence}


def test_an_address_that_must_not_be_followed_is_null(hiring):
    sources = tuple(source.model_copy(update={"url": "javascript:alert(1)"}) for source in hiring.sources)
    document = json.loads(digest_json(hiring.model_copy(update={"sources": sources}), LINK))
    rules(DigestDocument).validate(document)
    assert [source["url"] for source in document["sources"]] == [None] * 5
