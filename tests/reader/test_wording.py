import pytest

from reader import wording
from summarizer.digests import Check, Failure


def failure(**more):
    return Failure(part="statement", text="It rose.", reason="It did not.", **more)


@pytest.mark.parametrize(
    ("failures", "said"),
    [
        ((), "30 of 30 checked parts are true to their sources"),
        ((failure(),), "30 parts checked: 29 are true to their sources, 1 was not and is left out"),
        (
            (failure(), failure(), failure(dropped=False)),
            "30 parts checked: 27 are true to their sources, 2 were not and are left out, "
            "1 lost a citation that did not hold",
        ),
    ],
)
def test_what_was_left_out_does_not_read_as_if_it_were_there(failures, said):
    assert wording.check_result(Check(checked=30, failures=failures)) == said


@pytest.mark.parametrize("words", ["about 3.2 percent", "about 3.2 per cent", "about 3.2percent", "about 3.2%"])
def test_figures_side_by_side_are_spelled_alike(words):
    assert wording.figure(words) == "about 3.2%"


@pytest.mark.parametrize("words", ["0.9 percentage points", "a few percent", "31 people"])
def test_other_figures_stay_as_they_are(words):
    assert wording.figure(words) == words


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (230, 1), (231, 2), (700, 4)])
def test_a_minute_that_is_begun_is_one(words, minutes):
    assert wording.minutes(words) == minutes


def test_reading_time_counts_quotations_and_figures_too(hiring):
    without = hiring.model_copy(update={"quotations": (), "key_figures": (), "new": (), "differences": ()})
    assert hiring.words - without.words > 50


def test_counts_have_their_plurals():
    assert wording.count(1, "story", "stories") == "1 story"
    assert wording.count(1_204, "story", "stories") == "1,204 stories"
