"""Differences: figures for one thing that can't all be true are shown, each with who says so; others are not."""

from collections.abc import Callable, Mapping

import pytest

from extractors.articles import Article
from summarizer.candidates import Candidate, candidates
from summarizer.differences import Dispute, disputes
from summarizer.digests import Digest
from summarizer.stories import ReadArticle
from summarizer.terms import inverse_document_frequencies

Voices = Callable[..., list[tuple[Candidate, ...]]]


def found(voices: list[tuple[Candidate, ...]], most: int = 3) -> tuple[Dispute, ...]:
    weights = inverse_document_frequencies(one.terms for voice in voices for one in voice)
    return disputes(voices, weights, most)


def figures(voices: list[tuple[Candidate, ...]]) -> list[list[str]]:
    """The figures of each dispute's accounts."""
    return [[account.figure for account in one.difference.accounts] for one in found(voices)]


POLICE = "Police in Tolbury said 31 people were injured when the bus overturned."
HOSPITAL = "The hospital in Tolbury said 34 people were injured when the bus overturned."


def test_each_account_has_its_statement_and_its_source(voices_of: Voices) -> None:
    voices = voices_of(POLICE, HOSPITAL)
    (dispute,) = found(voices)
    accounts = dispute.difference.accounts
    assert [account.figure for account in accounts] == ["31 people", "34 people"]
    assert [account.statement.text for account in accounts] == [POLICE, HOSPITAL]
    assert [account.statement.evidence for account in accounts] == [(voice[0].evidence,) for voice in voices]


@pytest.mark.parametrize(
    ("sentences", "subject"),
    [
        (("About {}% of the vaccinated volunteers in Tolbury had a fever.",) * 2, "the vaccinated volunteers"),
        (("Police in Tolbury said {} people were injured in the bus.",) * 2, "people injured"),
        (
            ("The new bridge of Tolbury will cost {} million euros in all.",) * 2,
            "The new bridge of Tolbury will cost …",
        ),
        (
            (
                "The hospital in Tolbury said it had treated {} people.",
                "Police in Tolbury said {} people were injured.",
            ),
            "people injured",
        ),
        (
            (
                "A strong quake struck Tolbury before dawn on Monday, killing {} people.",
                "In Tolbury {} people have been killed by a quake.",
            ),
            "people killed",
        ),
        (("A strong quake struck Tolbury before dawn on Monday, killing {} people.",) * 2, "killing … people"),
        (("A quake in Tolbury left {} dead.", "A quake in Tolbury killed {} residents."), "residents killed"),
    ],
)
def test_the_subject_names_the_thing_as_the_sources_say_it(
    sentences: tuple[str, str], subject: str, voices_of: Voices
) -> None:
    one, other = sentences
    (dispute,) = found(voices_of(one.format(12), other.format(14)))
    assert subject in dispute.difference.subject


def test_voices_that_give_one_figure_share_an_account(voices_of: Voices) -> None:
    fire = "The fire brigade of Tolbury counted 34 people injured in the bus."
    voices = voices_of(POLICE, HOSPITAL, fire)
    (dispute,) = found(voices)
    assert [len(account.statement.evidence) for account in dispute.difference.accounts] == [1, 2]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "The collapse of the market roof killed 12 people in Tolbury on Monday.",
            "In Tolbury 14 people died on Monday when the market roof collapsed.",
            ["12 people", "14 people"],
        ),
        (
            "At least 16 people were killed by the earthquake in Tolbury.",
            "The earthquake in Tolbury killed at least 19 people.",
            ["at least 16 people", "at least 19 people"],
        ),
        (
            "About 12% of the vaccinated volunteers in Tolbury had a fever.",
            "About 14% of the vaccinated volunteers in Tolbury had a fever.",
            ["about 12%", "about 14%"],
        ),
        (
            "The council of Tolbury said the new bridge would cost $2.1 billion.",
            "The new bridge would cost $2.4 billion, the council of Tolbury said.",
            ["$2.1 billion", "$2.4 billion"],
        ),
        (
            "Hearthline recalled 112,000 power banks whose batteries can catch fire.",
            "The recall by Hearthline concerns 120,000 devices whose batteries can catch fire.",
            ["112,000 power banks", "120,000 devices"],
        ),
    ],
    ids=["dead", "at least", "share", "money", "large counts"],
)
def test_figures_that_cannot_both_be_true_are_shown(
    one: str, other: str, expected: list[str], voices_of: Voices
) -> None:
    assert figures(voices_of(one, other)) == [expected]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Sales of heat pumps in Tolbury rose by over 329% in a year.",
            "Sales of heat pumps in Tolbury rose by about 329% in a year.",
        ),
        (
            "The bus accident in Tolbury injured more than 30 people on Monday.",
            "The bus accident in Tolbury injured 31 people on Monday.",
        ),
        (
            "The blast in Tolbury injured 31 people, including 3 children.",
            "The blast in Tolbury injured 31 people, including 5 men.",
        ),
        ("The blast in Tolbury injured 31 people on Monday.", "The blast in Tolbury injured 12 more people on Monday."),
        ("The blast in Tolbury injured 31 people on Monday.", "A blast in Tolbury injured 44 people in 2019."),
        ("The blast in Tolbury injured 31 people on Monday.", "The blast in Tolbury killed 4 people on Monday."),
        ("The blast in Tolbury killed 4 people on Monday.", "Some 212,000 people live in Tolbury, where a blast hit."),
        (
            "Sales of heat pumps in Tolbury rose by 12% in a year.",
            "Sales of heat pumps in Tolbury fell by 14% in a year.",
        ),
        (
            "Sales of heat pumps in Tolbury rose by 12% in a year.",
            "Visitors to the opera house of Aldmere paid 14% more in a year.",
        ),
        ("The council of Tolbury met 31 residents on Monday.", "The council of Tolbury met 34 residents on Monday."),
        ("The new bridge of Tolbury will cost $2.1 billion.", "The new bridge of Tolbury cost $9 million to plan."),
    ],
    ids="hedges bound parts additions history fates inhabitants directions things people far-apart".split(),
)
def test_figures_that_can_both_be_true_are_no_difference(one: str, other: str, voices_of: Voices) -> None:
    assert figures(voices_of(one, other)) == []


def test_one_voice_disputes_nothing_with_itself(voices_of: Voices) -> None:
    assert figures(voices_of([POLICE, HOSPITAL])) == []


def test_two_figures_that_one_voice_tells_apart_are_two_things(voices_of: Voices) -> None:
    bridge = "The new bridge of Tolbury costs $2.1 billion."
    roads = "The new bridge of Tolbury costs $2.4 billion."
    both = "The new bridge of Tolbury costs $2.1 billion, the new bridge of Tolbury with its roads $2.4 billion."
    assert figures(voices_of(bridge, roads)) == [["$2.1 billion", "$2.4 billion"]]
    assert figures(voices_of(bridge, roads, both)) == []


def test_what_only_agrees_is_left_out_of_a_dispute(voices_of: Voices) -> None:
    assert figures(voices_of(POLICE, POLICE, POLICE)) == []


def test_no_more_than_asked_for(voices_of: Voices) -> None:
    voices = voices_of(
        [POLICE, "The bus accident in Tolbury killed 4 people on Monday."],
        [HOSPITAL, "The bus accident in Tolbury killed 6 people on Monday."],
    )
    assert [len(found(voices, most)) for most in (0, 1, 3)] == [0, 1, 2]


def test_the_body_sides_with_most_voices(voices_of: Voices) -> None:
    voices = voices_of(POLICE, HOSPITAL, HOSPITAL.replace("The hospital", "The mayor"))
    (dispute,) = found(voices)
    assert [dispute.sides_with_few(voice[0]) for voice in voices] == [True, False, False]


def test_of_equally_many_voices_the_latest_leads(voices_of: Voices) -> None:
    voices = voices_of(POLICE, HOSPITAL)
    (dispute,) = found(voices)
    assert [dispute.sides_with_few(voice[0]) for voice in voices] == [True, False]


def test_a_later_figure_of_an_outlet_supersedes_its_earlier_one(
    make_article: Callable[..., Article], read_all: Callable[..., tuple[ReadArticle, ...]]
) -> None:
    reads = read_all(
        make_article("Echo", "News", POLICE.replace("31", "12"), minutes=1),
        make_article("Echo", "News", POLICE, minutes=9),
        make_article("Gazette", "News", HOSPITAL, minutes=5),
    )
    first, later, other = (candidates(read) for read in reads)
    (dispute,) = found([first, later, other])
    shown = {account.figure: [one.figure for one in account.supersedes] for account in dispute.difference.accounts}
    assert shown == {"31 people": ["12 people"], "34 people": []}


def test_an_updated_text_supersedes_itself_where_nobody_else_differs(
    make_article: Callable[..., Article], read_all: Callable[..., tuple[ReadArticle, ...]]
) -> None:
    before, now = read_all(
        make_article("Echo", "News", POLICE.replace("31", "12"), minutes=1),
        make_article("Echo", "News", POLICE, minutes=9),
    )
    (dispute,) = disputes([candidates(now)], {}, replaced=[candidates(before)])
    (account,) = dispute.difference.accounts
    assert (account.figure, [one.figure for one in account.supersedes]) == ("31 people", ["12 people"])
    assert disputes([candidates(now)], {}, replaced=[candidates(now)]) == ()


# Over the newsroom


@pytest.mark.parametrize(("event", "values"), [("ferry-fire", ("31", "34")), ("quake", ("16", "19"))])
def test_the_newsrooms_differences_are_shown(
    event: str, values: tuple[str, str], drafts: Mapping[tuple[int, str], Digest], reads: Mapping[str, ReadArticle]
) -> None:
    shown = [account for difference in drafts[1, event].differences for account in difference.accounts]
    for value in values:
        (account,) = [account for account in shown if value in account.figure]
        for evidence in account.statement.evidence:
            assert value in evidence.of(reads[evidence.article].article.text)


@pytest.mark.parametrize("event", ["freelance-ai-report", "school-phones", "ebike-recall", "cup-qualifier"])
def test_stories_whose_figures_agree_show_no_difference(event: str, drafts: Mapping[tuple[int, str], Digest]) -> None:
    assert [digest.differences for (_, own), digest in drafts.items() if own == event] == [()]
