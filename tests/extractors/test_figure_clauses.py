"""The shortest clause that says a figure."""

import pytest
from spacy.language import Language

from extractors.pipeline import build


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build()


@pytest.mark.parametrize(
    ("sentence", "figure", "clause"),
    [
        (
            "The council said on Monday that Calder shares fell 1.4% before the close, while bonds rose.",
            "1.4%",
            "Calder shares fell 1.4% before the close",
        ),
        (
            "Two-thirds of the injured were suffering from the effects of smoke, said the superintendent.",
            "Two-thirds",
            "Two-thirds of the injured were suffering from the effects of smoke",
        ),
        (
            "PORT ELLERY, Corvane — Two passengers died when a fire broke out aboard the ferry.",
            "Two passengers",
            "Two passengers died",
        ),
        ("It rose by 12% in the end.", "12%", None),
        ("They paid $30 million.", "$30 million", None),
        ("A rise of 12%.", "12%", None),
    ],
)
def test_a_clause_says_the_figure_and_what_of(nlp: Language, sentence: str, figure: str, clause: str | None) -> None:
    doc = nlp(sentence)
    (found,) = [one for one in (*doc._.percentages, *doc._.quantities) if figure in one.of(sentence)]
    assert (found.clause.of(sentence) if found.clause else None) == clause
