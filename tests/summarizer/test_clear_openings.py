"""Openings: which definite noun a reader can know."""

import pytest

from summarizer.clear_openings import opens_clearly


@pytest.mark.parametrize(
    ("text", "clear"),
    [
        ("The bank could be facing a charge.", False),
        ("In July, the figure was still 4.1%.", False),
        ("The new shocking figures come as police look for men.", False),
        ("The vaccine prevented most cases.", True),
        ("The new vaccine prevented most cases.", True),
        ("The number of cases fell.", True),
        ("The latest Fox News poll showed a lead.", True),
        ("Calder's shares fell.", True),
        ("A bank in Tolbury could be facing a charge.", True),
        ("", True),
    ],
)
def test_a_noun_that_something_before_explains_is_not_clear(text: str, clear: bool) -> None:
    assert opens_clearly(text, lambda term: term == "vaccin") is clear
