"""Key figures: what is measured, in words of the sources, with everybody who gives the figure."""

from collections.abc import Callable, Mapping

import pytest

from summarizer.candidates import Candidate
from summarizer.digests import Digest
from summarizer.key_figures import key_figures
from summarizer.stories import ReadArticle

Voices = Callable[..., list[tuple[Candidate, ...]]]


@pytest.fixture
def pumps(voices_of: Voices) -> list[tuple[Candidate, ...]]:
    return voices_of(
        [
            "Sales of heat pumps in Tolbury rose by over 329% in 2025.",
            "Around 12% of the homes in Tolbury have a heat pump, the ministry said.",
        ],
        [
            "Prices of heat pumps fell by 4% in Tolbury.",
            "In Tolbury, sales of heat pumps rose by about 329% last year.",
        ],
    )


def test_a_row_is_in_the_words_of_its_source(pumps: list[tuple[Candidate, ...]]) -> None:
    row = next(row for row in key_figures(pumps, [], "", 8) if "329" in row.figure)
    assert (row.figure, row.period) == ("over 329%", "in 2025")
    assert row.measures == "Sales of heat pumps in Tolbury rose by … in 2025"


def test_a_figure_is_one_row_with_evidence_from_every_voice(pumps: list[tuple[Candidate, ...]]) -> None:
    rows = key_figures(pumps, [], "", 8)
    assert len({row.figure for row in rows}) == len(rows) == 3
    assert {row.figure: len(row.evidence) for row in rows} == {"over 329%": 2, "around 12%": 1, "4%": 1}
    assert len({item.article for item in rows[0].evidence}) == 2


def test_what_most_voices_give_comes_first_then_what_the_digest_prints(pumps: list[tuple[Candidate, ...]]) -> None:
    for told, second in ((pumps[1][0], "4%"), (pumps[0][1], "around 12%")):
        rows = key_figures(pumps, [told], "", 8)
        assert [row.figure for row in rows[:2]] == ["over 329%", second]


def test_the_figure_of_the_headline_comes_first(pumps: list[tuple[Candidate, ...]]) -> None:
    rows = key_figures(pumps, [], "Heat pumps 4% cheaper in Tolbury", 8)
    assert [row.figure for row in rows[:2]] == ["4%", "over 329%"]


def test_a_sum_that_one_voice_gives_in_passing_is_no_row(voices_of: Voices) -> None:
    voices = voices_of(["The council of Tolbury met on Monday.", "The clerk of Tolbury had paid $40 for the hall."])
    assert key_figures(voices, [], "", 8) == ()
    assert [row.figure for row in key_figures(voices, [voices[0][1]], "", 8)] == ["$40"]


def test_an_earlier_nights_count_of_the_dead_is_no_row(voices_of: Voices) -> None:
    voices = voices_of("Two passengers died aboard the ferry Lady Maren off Tolbury.")
    assert len(key_figures(voices, [], "", 8)) == 1
    assert key_figures(voices, [], "", 8, outdated={voices[0][0].article}) == ()


def test_a_figure_of_another_story_is_no_row(voices_of: Voices) -> None:
    voices = voices_of("Eight people were killed by a bomb in Tolbury.")
    assert key_figures(voices, [], "", 8, is_of_topic=lambda _: False) == ()


def test_where_the_figure_says_what_became_of_people_nothing_is_said_twice(voices_of: Voices) -> None:
    (row,) = key_figures(voices_of("At least 50 dead, says Tolbury."), [], "", 8)
    assert "dead" not in row.measures


def test_a_clause_with_two_figures_is_one_row(voices_of: Voices) -> None:
    loan = "For a loan of $210,000 the cut is worth roughly $31 a month in Tolbury."
    voices = voices_of(loan)
    assert [row.figure for row in key_figures(voices, voices[0], "", 8)] == ["$210,000"]


@pytest.mark.parametrize("most", [0, 1, 2])
def test_no_more_than_asked_for(most: int, pumps: list[tuple[Candidate, ...]]) -> None:
    assert len(key_figures(pumps, [], "", most)) == most


def test_a_figure_of_nothing_known_is_no_row(voices_of: Voices) -> None:
    assert key_figures(voices_of("It was 12% in the end."), [], "", 8) == ()
    assert key_figures([()], [], "", 8) == ()


def test_rows_of_the_newsroom_are_words_of_their_sources(
    drafts: Mapping[tuple[int, str], Digest], reads: Mapping[str, ReadArticle]
) -> None:
    for digest in drafts.values():
        for row in digest.key_figures:
            article = reads[row.evidence[0].article].article
            sentence = row.evidence[0].of(article.text)
            figure = row.figure.split()[-1]
            assert figure in sentence
            assert all(words.strip() in " ".join(sentence.split()) for words in row.measures.split("…"))
            assert row.period in article.text
            assert row.attribution in article.text
            assert len({item.article for item in row.evidence}) == len(row.evidence)


def test_the_hiring_storys_figure_cites_column_and_report(drafts: Mapping[tuple[int, str], Digest]) -> None:
    digest = drafts[1, "freelance-ai-report"]
    (row,) = [row for row in digest.key_figures if "340" in row.figure]
    assert digest.numbers(row.evidence) == (1, 2)


def measured(voices: list[tuple[Candidate, ...]], key: str = "") -> dict[str, str]:
    """What each row says of its figure, where the story is told with the terms of `key`; all sentences are told."""
    told = [one for voice in voices for one in voice]
    rows = key_figures(voices, told, "", 9, is_key=lambda term: term in key.split())
    return {row.figure: row.measures for row in rows}


@pytest.mark.parametrize(
    "sentence",
    [
        "Analysts warned that the bank could be facing a $20 billion charge.",
        "The new kind shrinks in the cold, by up to 3%.",
        "The $38 billion transaction was terminated in Tolbury.",
        "Roughly 20% have a loan whose rate can change from month to month.",
        "Half of them got the vaccine, and nobody in Tolbury was told.",
    ],
)
def test_a_figure_of_something_that_is_named_elsewhere_is_no_row(sentence: str, voices_of: Voices) -> None:
    assert measured(voices_of(sentence)) == {}


def test_another_sentence_that_names_what_the_figure_is_of_is_preferred(voices_of: Voices) -> None:
    voices = voices_of(
        "The new offer of $82 would end the fight for Qualcomm in Tolbury.",
        "Broadcom will pay $82 for each share of Qualcomm in Tolbury.",
    )
    assert measured(voices)["$82"].startswith("Broadcom will pay …")


def test_a_definite_noun_that_the_story_is_told_with_is_clear(voices_of: Voices) -> None:
    voices = voices_of("The new vaccine prevented 81% of the cases in Tolbury.")
    assert measured(voices) == {}
    assert measured(voices, key="vaccin") == {"81%": "The new vaccine prevented … of the cases in Tolbury"}


def test_of_a_long_sentence_the_beginning_says_what_the_figure_is(voices_of: Voices) -> None:
    voices = voices_of(
        "Alder Brothers expects to take a $5 billion hit to profits for the fourth quarter and the whole year because "
        "of the overhaul of taxes that was signed into law last week by the president in the capital."
    )
    assert measured(voices)["$5 billion"].startswith("Alder Brothers expects to take a … hit")


def test_what_fell_is_said(voices_of: Voices) -> None:
    voices = voices_of("Calder's shares fell 2.3% as investors weighed the bill.")
    assert measured(voices)["2.3%"].startswith("Calder's shares fell …")


def test_deaths_of_another_year_are_no_row(voices_of: Voices) -> None:
    assert measured(voices_of("In 1959 two women and a driver died in Tolbury when their tram caught fire.")) == {}
