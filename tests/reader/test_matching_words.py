from hypothesis import given
from hypothesis import strategies as st

from extractors.articles import Span
from reader.matching_words import matching_words, union

SENTENCE = "Openings for electricians with data-center experience were up over 329%, the report found."
WORDS = st.lists(st.sampled_from([*SENTENCE.split(), "of", "the", "4%", "—", "…"]), max_size=20).map(" ".join)


def matched(text, sentence=SENTENCE):
    return [span.of(sentence) for span in matching_words(sentence, text)]


def test_a_figure_is_found_in_its_sentence():
    assert matched("over 329%") == ["over 329%"]
    assert matched("about 329%") == ["329%"]


def test_words_that_are_told_otherwise_are_not_marked():
    told = "The report says that openings for electricians have more than tripled."
    assert matched(told) == ["Openings for electricians"]


def test_what_is_nearly_all_of_a_sentence_is_all_of_it():
    assert matched(SENTENCE) == [SENTENCE]
    assert matched("Openings for electricians with data-center experience were up over 329%, the report says.") == [
        SENTENCE
    ]
    assert matched("Openings for electricians were up over 329%.") == ["Openings for electricians", "were up over 329%"]


def test_a_short_word_alone_says_nothing():
    assert matched("the end of the line") == [SENTENCE]
    assert matched("", "") == [""]


def test_quotation_marks_and_possessives_do_not_matter():
    assert matched("Corvane's lenders cut rates", "Lenders in Corvane, Corvane’s lenders cut rates, say") == [
        "Corvane’s lenders cut rates"
    ]


@given(WORDS | st.text(), WORDS | st.text())
def test_spans_are_in_order_within_the_sentence(sentence, text):
    spans = matching_words(sentence, text)
    assert spans
    ends = [place for span in spans for place in (span.start, span.end)]
    assert ends == sorted(ends)
    assert ends[0] >= 0
    assert ends[-1] <= len(sentence)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10)).map(lambda p: Span(start=p[0], end=p[0] + p[1]))))
def test_a_union_has_the_same_characters_once(spans):
    joined = union(spans)
    places = {place for span in spans for place in range(span.start, span.end)}
    assert [place for span in joined for place in range(span.start, span.end)] == sorted(places)
