"""Salience: chances of concepts and merits of sentences grow with what they should grow with."""

from dataclasses import dataclass
from random import Random

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from summarizer.salience import SHIPPED, Salience, Told, salience
from summarizer.terms import terms as terms_of

FIRE = "A fire broke out aboard the ferry Lady Maren off Tolbury before dawn on Tuesday."
AGAIN = "Flames rose from the ferry Lady Maren near Tolbury, where tugs stood by with pumps."
TREATY = "Ministers of Corvane and Vessia signed a treaty about the waters of the Quill."
MUSIC = "The Aldmere Orchestra has chosen Ida Rell as its conductor for four seasons."


@dataclass(frozen=True)
class Line:
    text: str

    @property
    def terms(self) -> tuple[str, ...]:
        return tuple(terms_of(self.text))


def found(*reports: list[str], headlines: list[set[str]] | None = None) -> Salience:
    return salience([[Line(text) for text in report] for report in reports], headlines or [set() for _ in reports])


def test_a_concept_of_more_reports_is_likelier() -> None:
    told = found([FIRE, MUSIC], [AGAIN, TREATY])
    assert told.concepts["ferri"] > told.concepts["dawn"]
    assert (
        told.concepts["ladi maren"] > told.concepts["dawn tuesday" if "dawn tuesday" in told.concepts else "fire broke"]
    )


def test_of_three_reports_what_one_says_late_is_hardly_worth_anything() -> None:
    late = found([FIRE], [AGAIN], [MUSIC, MUSIC, MUSIC, TREATY])
    early = found([FIRE], [AGAIN], [TREATY, MUSIC, MUSIC, MUSIC])
    assert late.concepts["treati"] < early.concepts["treati"]
    assert late.concepts["treati"] < 0.25


def test_a_headline_makes_a_concept_likelier() -> None:
    plain = found([FIRE], [TREATY])
    headed = found([FIRE], [TREATY], headlines=[{"dawn"}, set()])
    assert headed.concepts["dawn"] > plain.concepts["dawn"]


def test_the_same_sentence_is_worth_more_where_a_report_begins() -> None:
    rest = [MUSIC, TREATY] * 4
    first, last = found([FIRE, *rest], [AGAIN], [AGAIN]), found([*rest, FIRE], [AGAIN], [AGAIN])
    assert first.passages[0][0] > last.passages[0][-1]


def test_a_sentence_that_another_report_says_too_is_worth_more() -> None:
    told = found([MUSIC, FIRE], [TREATY, AGAIN])
    other = found([MUSIC, FIRE], [TREATY, MUSIC])
    assert told.passages[0][1] > other.passages[0][1]


@pytest.mark.parametrize("reports", [[], [[]], [[], [FIRE]], [["…"]], [["The of."], []]])
def test_reports_without_words_have_a_salience(reports: list[list[str]]) -> None:
    told = found(*reports)
    assert [len(report) for report in told.passages] == [len(report) for report in reports]
    assert all(merit > 0 for report in told.passages for merit in report)


SENTENCES = st.lists(st.sampled_from([FIRE, AGAIN, TREATY, MUSIC, "He said so.", "“Why?”", "Rates rose 0.25 points."]))


@given(st.lists(SENTENCES, max_size=5))
@settings(max_examples=60)
def test_chances_are_chances_and_merits_positive(reports: list[list[str]]) -> None:
    told = found(*reports)
    assert all(0 < chance < 1 for chance in told.concepts.values())
    assert all(merit > 0 for report in told.passages for merit in report)
    assert found(*reports) == told


def test_any_number_of_sentences_is_held_against_all_others() -> None:
    names = [f"{first}{second}" for first in "bdfgklmn" for second in ("arvel", "osk", "imber", "ulden")]
    chance = Random(1)
    reports = [[" ".join(chance.choices(names, k=6)) for _ in range(25)] for _ in range(50)]
    told = Told([[Line(text) for text in report] for report in reports], [set() for _ in reports])
    features = told.passage_features(told.chances(SHIPPED.concepts))
    texts = [text for report in reports for text in report]
    cosines = (rows := TfidfVectorizer(binary=True).fit_transform(texts)) @ rows.T
    own = numpy.repeat(numpy.arange(len(reports)), 25)
    expected = numpy.where(own[:, None] == own[None, :], 0, cosines.toarray()).max(axis=1)
    assert features["near"] == pytest.approx(expected)


@pytest.mark.parametrize(
    "reports", [[[FIRE, AGAIN], [MUSIC, FIRE]], [[FIRE], [TREATY, AGAIN, FIRE], [MUSIC] * 4 + [FIRE]]]
)
def test_a_concepts_features_are_counted_over_reports(reports: list[list[str]]) -> None:
    told = Told([[Line(text) for text in report] for report in reports], [set() for _ in reports])
    first = [
        [
            next((place for place, text in enumerate(report) if concept in terms_of(text)), numpy.inf)
            for report in reports
        ]
        for concept in told.concepts
        if " " not in concept
    ]
    table, features = numpy.array(first), told.concept_features()
    has = numpy.isfinite(table)
    expected = {
        "share": has.mean(axis=1),
        "earliest": (1 / (1 + table)).max(axis=1),
        "early": (1 / (1 + table)).sum(axis=1) / has.sum(axis=1),
        "begins": (table == 0).mean(axis=1),
        "opens": (table < 3).mean(axis=1),
    }
    for name, values in expected.items():
        assert features[name][: len(table)] == pytest.approx(values), name
