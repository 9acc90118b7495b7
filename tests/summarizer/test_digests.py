"""Digests: numbers are derived from evidence, and everything cited has a source card."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from extractors.subscriptions import Category
from summarizer.digests import (
    Account,
    Check,
    Difference,
    Digest,
    Failure,
    KeyFigure,
    Quotation,
    Section,
    Source,
    Statement,
)
from summarizer.stories import Claim, Evidence

NIGHT = datetime(2026, 3, 5, 3, tzinfo=UTC)


def at(*articles: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(article=article, start=0, end=9) for article in articles)


def said(text: str, *claims: str) -> Statement:
    """A statement whose claims stand on articles: "ab" is one claim with evidence from a and b."""
    return Statement(text=text, claims=tuple(Claim(evidence=at(*articles)) for articles in claims))


def digest(articles: str = "abcd", voices: str = "1123", **parts: Any) -> Digest:
    sources = tuple(
        Source(
            number=number,
            article=article,
            url=f"https://{article}.example/",
            outlet=article.upper() if article != "d" else "A",
            headline="News",
            excerpt="…",
            voice=int(voice),
        )
        for number, (article, voice) in enumerate(zip(articles, voices, strict=True), 1)
    )
    given = {
        "date": date(2026, 3, 5),
        "slug": "news",
        "story": "s1",
        "headline": "News",
        "headline_article": articles[0],
        "category": Category.WORLD,
        "updated": NIGHT,
        "tldr": (said("One two three.", "ab"),),
        "sections": (Section(heading="What happened", paragraphs=((said("Four five.", "b"), said("Six.", "c")),)),),
        "sources": sources,
    }
    return Digest(**{**given, **parts})


@given(st.lists(st.sampled_from("abcd")))
def test_numbers_ascend_each_once(cited: list[str]) -> None:
    numbers = digest().numbers(at(*cited))
    assert list(numbers) == sorted({"abcd".index(article) + 1 for article in cited})


def test_a_statement_cites_all_evidence_of_all_claims() -> None:
    statement = said("One.", "ca", "cb")
    assert [evidence.article for evidence in statement.evidence] == ["c", "a", "c", "b"]
    assert digest().numbers(statement.evidence) == (1, 2, 3)


PARTS: dict[str, Callable[[str], Any]] = {
    "tldr": lambda article: (said("One.", f"a{article}"),),
    "new": lambda article: (said("One.", article),),
    "sections": lambda article: (Section(heading="What happened", paragraphs=((said("One.", "a", article),),)),),
    "key_figures": lambda article: (KeyFigure(figure="5%", measures="sales", evidence=at("a", article)),),
    "quotations": lambda article: (Quotation(words="Well, well", speaker="Ida Rell", evidence=at(article)),),
    "differences": lambda article: (
        Difference(subject="injured", accounts=(Account(figure="31", statement=said("One.", article)),)),
    ),
}


@pytest.mark.parametrize("part", PARTS)
def test_evidence_without_a_source_card_is_refused(part: str) -> None:
    assert digest(**{part: PARTS[part]("b")})
    with pytest.raises(ValidationError, match="evidence from x has no source card"):
        digest(**{part: PARTS[part]("x")})


def test_evidence_and_statements_come_in_reading_order() -> None:
    written = digest(
        new=(said("Seven.", "d"),),
        differences=PARTS["differences"]("a"),
        key_figures=PARTS["key_figures"]("c"),
        quotations=PARTS["quotations"]("d"),
    )
    told = [statement.text for statement in written.statements()]
    assert told == ["One two three.", "Seven.", "Four five.", "Six.", "One."]
    assert "".join(evidence.article for evidence in written.evidence()) == "abd" + "bc" + "a" + "ac" + "d"


def test_outlets_voices_and_words_are_counted_from_what_is_there() -> None:
    written = digest(new=(said("Counted here too.", "a"),), differences=PARTS["differences"]("a"))
    assert (written.outlets, written.voices, written.words) == (3, 3, 10)


def test_a_check_counts_what_passed() -> None:
    failure = Failure(part="statement", text="One.", reason="It is not so.")
    assert Check(checked=5, failures=(failure,)).passed == 4


def test_a_digest_survives_json() -> None:
    written = digest(**{part: make("b") for part, make in PARTS.items()})
    assert Digest.model_validate_json(written.model_dump_json()) == written


def test_what_a_digest_does_not_know_is_refused() -> None:
    with pytest.raises(ValidationError):
        digest(mood="cheerful")
