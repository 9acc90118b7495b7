"""Candidates: sentences with true offsets, and short names made full where the reader needs it."""

import re
from collections.abc import Callable, Mapping

import pytest

from extractors.articles import Article, Image
from summarizer.candidates import Candidate, by_article, candidates
from summarizer.stories import ReadArticle
from summarizer.terms import terms

Voices = Callable[..., list[tuple[Candidate, ...]]]

RATES = (
    "Marguerite Solley, the governor of the National Bank, spoke in Aldmere on Tuesday.",
    "## Solley speaks at last in Aldmere",
    "Solley said rates had fallen, and Solley expected them to fall again.",
    "“Solley is wrong about rates,” said Ruben Askey of Castleton Bank.",
    "However, Askey praised Solley for her patience in Aldmere.",
    "Mr Askey leaves the board of Castleton Bank in May.",
)


@pytest.fixture
def rates(voices_of: Voices) -> tuple[Candidate, ...]:
    return voices_of(RATES)[0]


def test_each_sentence_of_running_text_is_a_candidate(rates: tuple[Candidate, ...]) -> None:
    assert [one.position for one in rates] == [0, 2, 3, 4, 5]
    assert [one.evidence.of(one.read.article.text) for one in rates] == [RATES[i] for i in (0, 2, 3, 4, 5)]


@pytest.mark.parametrize(
    ("index", "already", "expected"),
    [
        (1, "", "Marguerite Solley said rates had fallen, and Solley expected them to fall again."),
        (1, "Marguerite Solley spoke.", RATES[2]),
        (1, "Governor Solley spoke.", RATES[2]),
        (1, "Ruben Askey spoke.", "Marguerite Solley said rates had fallen, and Solley expected them to fall again."),
        (2, "", RATES[3]),
        (3, "", "Ruben Askey praised Marguerite Solley for her patience in Aldmere."),
        (3, "Ruben Askey spoke.", "Askey praised Marguerite Solley for her patience in Aldmere."),
        (3, "Ruben Askey met Marguerite Solley.", "Askey praised Solley for her patience in Aldmere."),
        (4, "", RATES[5]),
    ],
)
def test_a_short_name_becomes_full_once_where_it_was_not_just_read(
    rates: tuple[Candidate, ...], index: int, already: str, expected: str
) -> None:
    assert rates[index].wording(already) == expected


def test_names_of_another_article_are_not_borrowed(voices_of: Voices) -> None:
    _, (other,) = voices_of(RATES, "Solley will speak to the bankers of Aldmere on Friday.")
    assert other.wording("") == "Solley will speak to the bankers of Aldmere on Friday."


def test_the_words_with_which_a_statement_begins_get_the_names_that_it_gets(reads: Mapping[str, ReadArticle]) -> None:
    named = [one for read in reads.values() for one in candidates(read) if one.short_names]
    longer = 0
    for one in named:
        for space in re.finditer(r"\s", one.text):
            part = one.text[: space.start()]
            assert one.wording("").startswith(one.wording("", part))
            longer += one.wording("", part) != part
    assert longer


def standing(voice: tuple[Candidate, ...]) -> list[int]:
    return [one.position for one in voice if one.stands_alone]


BESIDE = "The orchestra of Tolbury will play in Aldmere on Monday evening."


def test_other_news_beside_the_story_are_no_statements(voices_of: Voices) -> None:
    told = f"{RATES[0]} {RATES[5]}"
    whole = [RATES[0], f"In other news, two ships sank near Port Ellery. {BESIDE}", RATES[5]]
    listed = [RATES[0], "Also today:", BESIDE, "## Rates", RATES[5]]
    assert [standing(voice) for voice in voices_of(told, whole, listed)] == [[0, 1], [0, 3], [0, 4]]


def test_the_caption_of_the_image_is_no_statement(
    make_article: Callable[..., Article], read_all: Callable[..., tuple[ReadArticle, ...]]
) -> None:
    image = Image(url="https://echo.example/1.jpg", caption=f"{BESIDE} Photo: Ida Rell")
    with_caption = make_article("Echo", "News", RATES[0], BESIDE, image=image)
    without = make_article("Echo", "News", RATES[0], BESIDE)
    assert [standing(candidates(read)) for read in read_all(with_caption, without)] == [[0], [0, 1]]


def test_figures_belong_to_the_sentence_they_stand_in(voices_of: Voices) -> None:
    first, second = voices_of("Prices in Tolbury rose by 3.2% in May. The port of Tolbury cost $2.1 billion.")[0]
    assert [figure.low for figure in first.figures] == [3.2]
    assert [figure.low for figure in second.figures] == [2.1e9]


def test_a_sentence_that_leans_is_kept_for_evidence_only(voices_of: Voices) -> None:
    _, leaning = voices_of("Tamber Line cancelled all ferries on Monday. It gave no reason for the decision.")[0]
    assert not leaning.stands_alone
    assert leaning.text == "It gave no reason for the decision."


def test_an_opening_pronoun_is_named(voices_of: Voices) -> None:
    _, said = voices_of("Ida Rell came to Aldmere on Monday. But she told reporters that the orchestra was full.")[0]
    assert said.stands_alone
    assert said.wording("") == "Ida Rell told reporters that the orchestra was full."


def test_she_without_anybody_named_does_not_stand_alone(voices_of: Voices) -> None:
    (named,), (nobody,) = voices_of(
        "Ida Rell told reporters in Aldmere that she would conduct the orchestra.",
        "Reporters in Aldmere heard on Monday that she would conduct the orchestra.",
    )
    assert named.stands_alone
    assert not nobody.stands_alone


def test_an_article_without_sentences_has_no_candidates(voices_of: Voices) -> None:
    assert voices_of("", ("## A heading",)) == [(), ()]


def test_candidates_are_found_by_article(
    make_article: Callable[..., Article], read_all: Callable[..., tuple[ReadArticle, ...]]
) -> None:
    reads = read_all(make_article("Post", "One", RATES[0]), make_article("Echo", "Two", RATES[5], minutes=1))
    found = by_article(reads)
    assert {article: len(own) for article, own in found.items()} == {read.article.id: 1 for read in reads}


# Over the newsroom


def test_candidates_of_the_newsroom_are_true_to_their_articles(reads: Mapping[str, ReadArticle]) -> None:
    for read in reads.values():
        text = read.article.text
        for one in candidates(read):
            sentence = one.evidence.of(text)
            assert one.article == one.evidence.article == read.article.id
            assert sentence == sentence.strip()
            person = one.sentence.person or ""
            own = one.text.removeprefix(f"{person}'s").removeprefix(person)
            assert sentence.endswith(own[1:])
            assert one.terms == tuple(terms(sentence))
            assert one.term_set <= one.concepts
            assert all(one.sentence.start <= figure.start < figure.end <= one.sentence.end for figure in one.figures)


def test_full_names_of_the_newsroom_stand_in_the_same_article(reads: Mapping[str, ReadArticle]) -> None:
    for read in reads.values():
        for one in candidates(read):
            for short in one.short_names:
                assert short.full in read.article.text
                assert short.full.endswith(one.text[short.start : short.end])
