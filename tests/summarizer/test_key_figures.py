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
