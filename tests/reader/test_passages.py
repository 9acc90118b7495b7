from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.articles import Span
from reader.passages import cited_spans, marked_paragraphs, passage_link, sentence_around

TEXT = (
    "Prices rose by 4%. Wages rose by 3%.\n\n"
    "Prices rose by 4%, again - or so the office, which counts, said on the day."
)
URL = "https://a.example/story"


def span(words, start=0):
    begin = TEXT.index(words, start)
    return Span(start=begin, end=begin + len(words))


def test_a_short_passage_is_named_whole():
    assert passage_link(URL, TEXT, span("Wages rose by 3%.")) == f"{URL}#:~:text=Wages%20rose%20by%203%25."


def test_a_long_passage_is_named_by_its_ends():
    passage = span("again - or so the office, which counts, said on the day.")
    assert passage_link(URL, TEXT, passage) == (f"{URL}#:~:text=again%20%2D%20or%20so,said%20on%20the%20day.")


def test_words_that_stand_twice_are_named_with_what_is_around_them():
    first = passage_link(URL, TEXT, span("Prices rose by 4%"))
    second = passage_link(URL, TEXT, span("Prices rose by 4%", 20))
    assert first == f"{URL}#:~:text=Prices%20rose%20by%204%25,-.%20Wages%20rose"
    assert second == f"{URL}#:~:text=Prices%20rose%20by%204%25,-%2C%20again%20%2D"


def test_a_fragment_that_is_there_stays():
    assert passage_link(f"{URL}#part", TEXT, span("Wages")) == f"{URL}#part:~:text=Wages"


@pytest.mark.parametrize(("url", "link"), [("javascript:alert(1)", None), (URL, URL)])
def test_without_words_the_link_is_the_address(url, link):
    assert passage_link(url, TEXT, Span(start=3, end=3)) == link


def test_a_word_without_end_is_no_fragment():
    text = "x" * 5_000
    assert passage_link(URL, text, Span(start=0, end=5_000)) == URL


@given(st.text(min_size=1), st.data())
def test_a_fragment_is_one_word_and_holds_words_of_the_passage(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    passage = Span(start=start, end=data.draw(st.integers(start, len(text))))
    link = passage_link(URL, text, passage)
    assert link.startswith(URL)
    assert not set(link) & set(" <>\"'`|\\^{}\n")
    assert "\x1b" not in unquote(link)


def test_cited_sentences_are_marked_and_nothing_is_lost(hiring, store):
    article = store.article(hiring.sources[2].article)
    spans = cited_spans(hiring, article.id)
    paragraphs = list(marked_paragraphs(article, spans))
    assert "\n\n".join("".join(piece.text for piece in part.pieces) for part in paragraphs) == article.text
    marked = [piece.text for part in paragraphs for piece in part.pieces if piece.cited]
    assert marked == [item.of(article.text) for item in spans]
    assert "“Whoever can direct these systems" not in " ".join(marked)


def test_passages_that_overlap_are_each_reachable(store, hiring):
    article = store.article(hiring.sources[0].article)
    overlapping = (Span(start=0, end=20), Span(start=0, end=40), Span(start=10, end=30))
    pieces = [piece for part in marked_paragraphs(article, overlapping) for piece in part.pieces if piece.cited]
    assert "".join(piece.text for piece in pieces) == article.text[:40]
    assert [name for piece in pieces for name in piece.anchors] == ["e-0-20", "e-0-40", "e-10-30"]
    assert [piece.ended for piece in pieces] == [None, overlapping[0], overlapping[2], overlapping[1]]


def test_words_within_a_sentence_are_completed_to_it(hiring, store):
    article = store.article(hiring.sources[0].article)
    start = article.text.index("up over 329%")
    around = sentence_around(article, Span(start=start, end=start + len("up over 329%")))
    assert around.of(article.text) == (
        "Openings for electricians with data-center experience were up over 329%, the report found."
    )
    assert sentence_around(article, around) == around
    across = Span(start=start, end=article.text.index("Cooling") + 3)
    assert sentence_around(article, across).of(article.text).endswith("fiber splicers with 154%.")
    heading = article.text.index("hands second")
    assert (
        sentence_around(article, Span(start=heading, end=heading + 5)).of(article.text) == "Money first, hands second"
    )
