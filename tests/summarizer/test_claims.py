"""Claims: what counts as evidence for a statement, and what does not."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.candidates import Candidate
from summarizer.claims import Alignment, covered, weighted_share
from summarizer.stories import Claim
from summarizer.terms import inverse_document_frequencies

Voices = Callable[..., list[tuple[Candidate, ...]]]

FIRE = "Two passengers died when a fire broke out aboard the ferry Lady Maren near Tolbury."
SAME = "A fire that broke out aboard the ferry Lady Maren near Tolbury killed two passengers; both died at sea."
SPENDING = "Spending on model evaluation rose by over 340% in the first nine months of the year."


def claims(voices: Sequence[Sequence[Candidate]]) -> tuple[Claim, ...]:
    """The claims behind the first sentence of the first voice."""
    weights = inverse_document_frequencies(one.terms for voice in voices for one in voice)
    return Alignment(voices, weights).claims(voices[0][0])


def cited(voices: Sequence[Sequence[Candidate]]) -> list[list[int]]:
    """For each of those claims the numbers, from 1, of the voices that it cites."""
    number = {voice[0].article: number for number, voice in enumerate(voices, 1) if voice}
    return [[number[evidence.article] for evidence in claim.evidence] for claim in claims(voices)]


def test_every_voice_that_says_the_same_is_evidence(voices_of: Voices) -> None:
    music = "The orchestra of Aldmere named Ida Rell its conductor on Monday."
    assert cited(voices_of(FIRE, SAME, music, FIRE)) == [[1, 2, 4]]


def test_a_voice_gives_one_sentence(voices_of: Voices) -> None:
    voices = voices_of(FIRE, [SAME, FIRE, SAME])
    (claim,) = claims(voices)
    assert [evidence.article for evidence in claim.evidence] == [voice[0].article for voice in voices]


def test_the_sentence_worded_comes_first(voices_of: Voices) -> None:
    voices = voices_of(SPENDING, SPENDING, "Spending by clients rose by 340% on model evaluation, said Ida Rell.")
    candidate = voices[1][0]
    assert {claim.evidence[0] for claim in Alignment(voices, {}).claims(candidate)} == {candidate.evidence}


@pytest.mark.parametrize(
    ("statement", "other"),
    [
        (FIRE, "Two passengers died."),
        (FIRE, "A fire broke out aboard the ferry Lady Maren."),
        (
            "Divers searched the harbour of Tolbury for an anchor that a freighter had lost in the storm.",
            "Divers left the harbour of Tolbury because of the storm.",
        ),
        (FIRE, FIRE.replace("Two", "Three")),
        (SPENDING, SPENDING.replace("340", "350")),
        (SPENDING, SPENDING.replace("340%", "340 percentage points")),
        (
            "Passengers of the ferry Lady Maren will be paid $210 each by Tamber Line.",
            "Passengers of the ferry Lady Maren will be paid €210 each by Tamber Line.",
        ),
        (
            "Ida Rell called the new bridge of Tolbury “a gift to the town” on Monday.",
            "Ida Rell called the new bridge of Tolbury “a burden for the town” on Monday.",
        ),
        ("The ferry Lady Maren sank near Tolbury on Monday.", "The ferry Lady Maren did not sink near Tolbury."),
        (
            "Shares in Halden Rail rose sharply on Monday after the council agreed to the bridge.",
            "Shares in Halden Rail fell sharply on Monday after the council agreed to the bridge.",
        ),
        (
            "The council of Tolbury accepted the offer of Halden Rail on Monday evening.",
            "The council of Tolbury rejected the offer of Halden Rail on Monday evening.",
        ),
    ],
    ids=[
        "little",
        "less",
        "another turn",
        "count",
        "share",
        "unit",
        "currency",
        "quoted word",
        "denial",
        "opposite",
        "refusal",
    ],
)
def test_what_says_less_or_something_else_is_no_evidence(statement: str, other: str, voices_of: Voices) -> None:
    assert cited(voices_of(statement, other)) == [[1]]


@pytest.mark.parametrize(
    ("statement", "other"),
    [
        (
            "Ellery Bank will shut eleven branches in the harbour district before winter.",
            "Before winter, eleven branches in the harbour district will be closed, Ellery Bank said.",
        ),
        (
            "The signalman of Tolbury told The Echo: “We have never seen wagons thrown so far.”",
            "“We have never seen wagons thrown so far,” Otis Wray, the signalman, said on Monday.",
        ),
    ],
    ids=["other words", "one quotation"],
)
def test_what_means_the_same_is_evidence(statement: str, other: str, voices_of: Voices) -> None:
    assert cited(voices_of(statement, other)) == [[1, 2]]


def test_names_never_stand_for_each_other(voices_of: Voices) -> None:
    one = "Otis Wray won the regatta of Tolbury ahead of Ida Rell on Monday."
    other = "Ida Rell won the regatta of Aldmere ahead of Ruben Askey on Monday."
    assert cited(voices_of(one, other)) == [[1]]


def test_saying_more_is_evidence_for_less_but_not_the_other_way_round(voices_of: Voices) -> None:
    less = "A fire broke out aboard the ferry Lady Maren near Tolbury."
    assert cited(voices_of(less, FIRE)) == [[1, 2]]
    assert cited(voices_of(FIRE, less)) == [[1]]


def test_the_same_quoted_words_may_stand_in_other_marks(voices_of: Voices) -> None:
    curly = "Ida Rell called the new bridge of Tolbury “a gift to the town” on Monday."
    assert cited(voices_of(curly, curly.replace("“", '"').replace("”", '"'))) == [[1, 2]]


def test_a_figure_in_a_sentence_of_its_own_makes_a_second_claim(voices_of: Voices) -> None:
    other = (
        "The fastest-growing skill was model evaluation, the testing of systems for harmful answers, where clients "
        "paid about 340% more, said the marketplace Brightbench."
    )
    assert cited(voices_of(SPENDING, other)) == [[1], [1, 2]]


def test_a_voice_is_cited_for_one_figure_of_a_statement(voices_of: Voices) -> None:
    statement = "Merrow lowered its mortgage rate to 4.8% and raised its savings rate to 1.25% on Wednesday in Aldmere."
    others = ("Borrowers of Merrow now face a mortgage rate of 4.8%.", "Savers at Merrow get a savings rate of 1.25%.")
    assert cited(voices_of(statement, others)) == [[1], [1, 2], [1, 2]]
    assert cited(voices_of(statement, *others)) == [[1], [1, 2], [1, 3]]


def test_such_a_claim_says_which_words_of_the_statement_it_stands_behind(voices_of: Voices) -> None:
    voices = voices_of(
        "Merrow lowered its mortgage rate to 4.8% on Wednesday.", "Borrowers of Merrow face a rate of 4.8%."
    )
    whole, figure = claims(voices)
    assert (whole.part, figure.part) == ("", "4.8%")


INJURED = "Of the ferry's passengers 31 were injured in the fire near Tolbury"


@pytest.mark.parametrize(
    ("left_out", "other"),
    [
        (" in the early morning.", "In the fire near Tolbury 31 of the ferry's passengers were injured."),
        (" and taken to intensive care.", "In the fire near Tolbury 31 of the ferry's passengers were injured."),
        (", said Ida Rell.", "In the fire near Tolbury 31 of the ferry's passengers were injured, said Otis Wray."),
    ],
    ids=["time of day", "two words", "name"],
)
def test_what_leaves_out_a_particular_is_cited_behind_what_it_says(
    left_out: str, other: str, voices_of: Voices
) -> None:
    whole, part = claims(voices_of(INJURED + left_out, other))
    assert len(whole.evidence) == 1
    assert (INJURED + left_out).startswith(part.part)
    assert part.part == INJURED


@pytest.mark.parametrize(
    "named", ["Mayor Otis Wray", "Chief executive Otis Wray", "Otis Wray, the company's co-founder,", "Otis Wray"]
)
def test_what_somebody_is_called_beside_the_name_is_no_particular(named: str, voices_of: Voices) -> None:
    said = (
        "told the workers of the ferry Lady Maren near Tolbury that the northern pier of the harbour would open in May"
    )
    assert cited(voices_of(f"{named} {said}.", f"Otis Wray {said}, in a hall.")) == [[1, 2]]


def test_an_hour_says_when(voices_of: Voices) -> None:
    assert cited(voices_of(f"{INJURED} in the morning.", f"{INJURED} at 7:40 a.m. on Monday.")) == [[1, 2]]


def test_what_leaves_out_how_the_statement_begins_is_not_cited(voices_of: Voices) -> None:
    said = "In the early morning, 31 of the ferry's passengers were injured in the fire near Tolbury."
    assert [1, 2] not in cited(voices_of(said, "Passengers of the ferry were injured in the fire near Tolbury."))


def test_of_two_sentences_that_which_leaves_nothing_out_is_cited(voices_of: Voices) -> None:
    voices = voices_of(f"{INJURED} in the morning.", [f"{INJURED}.", f"{INJURED} on the morning of Monday."])
    (whole,) = claims(voices)
    assert whole.evidence[1:] == (voices[1][1].evidence,)


def test_a_voice_that_leaves_out_a_particular_still_says_the_same(voices_of: Voices) -> None:
    voices = voices_of(f"{INJURED} in the morning.", f"{INJURED}.")
    assert len(Alignment(voices, {}).evidence(voices[0][0])) == 2


def test_a_share_in_words_is_no_sign_that_two_sentences_are_of_one_thing(voices_of: Voices) -> None:
    zones = "Two out of six zones of the drencher system did not release water, said the board."
    assert cited(voices_of(zones, "A third of the trucks have been taken off the drenched ship.")) == [[1]]


def test_the_same_figure_under_another_hedge_cites_the_other_source(voices_of: Voices) -> None:
    voices = voices_of(SPENDING, SPENDING.replace("over", "about"))
    assert {2} <= {number for claim in cited(voices) for number in claim}


def test_a_figure_of_something_else_cites_nobody(voices_of: Voices) -> None:
    assert cited(voices_of(SPENDING, "Rainfall over Tolbury exceeded the mean of October by 340%.")) == [[1]]


def test_a_voice_without_sentences_says_nothing(voices_of: Voices) -> None:
    assert cited(voices_of(FIRE, "", SAME)) == [[1, 3]]


# Shares

SETS = st.sets(st.sampled_from("abcdef"))
WEIGHTS = st.dictionaries(st.sampled_from("abcdef"), st.floats(0.1, 9))


@given(SETS, SETS, WEIGHTS)
def test_shares_lie_between_nothing_and_all(own: set[str], among: set[str], weights: dict[str, float]) -> None:
    share = weighted_share(own, among, weights)
    assert 0 <= share <= 1
    assert (share == 0) == (not own & among)
    assert own <= among or share < 1
    assert weighted_share(own, own | among, weights) == bool(own)


@given(SETS, SETS, SETS, WEIGHTS)
def test_more_to_be_found_among_never_lessens_a_share(
    own: set[str], among: set[str], more: set[str], weights: dict[str, float]
) -> None:
    assert weighted_share(own, among, weights) <= weighted_share(own, among | more, weights)


def test_rare_terms_weigh_more(voices_of: Voices) -> None:
    (whole,), (half,) = voices_of("Ferries burned.", "Ferries sailed.")
    assert covered(whole, half, {"ferri": 3.0, "burn": 1.0}) == 0.75
