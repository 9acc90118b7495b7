"""Terms: what two texts are compared by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from summarizer.terms import STOP_WORDS, bigrams, inverse_document_frequencies, stem, terms, words

TEXTS = st.text(alphabet=st.sampled_from("aàZ’'\"1,.5% -–\n"), max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor’s 1,200 boats", ["the", "mayor", "1200", "boats"]),
        ("It isn't 3.5% – it's 12:30", ["it", "isn't", "3.5%", "it", "12:30"]),
        ("isn’t", ["isn't"]),
        ("Zürich’s café", ["zürich", "café"]),
        ("snake_case well-known", ["snake", "case", "well", "known"]),
        ("… — !", []),
    ],
)
def test_words_are_lower_case_without_possessives(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferries were burning", ["ferri", "burn"]),
        ("She said on Monday that it had", []),
        ("2 of 31 people", ["2", "31", "peopl"]),
        ("Plan B", ["plan"]),
    ],
)
def test_terms_are_stems_of_content_words_and_numbers(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_forms_of_a_word_share_their_stem() -> None:
    assert len({stem(word) for word in ("investigate", "investigated", "investigating", "investigation")}) == 1


@given(TEXTS)
def test_terms_come_from_the_words(text: str) -> None:
    assert set(terms(text)) <= {stem(word) for word in words(text) if word not in STOP_WORDS}


@given(TEXTS, TEXTS)
def test_texts_apart_have_their_terms_side_by_side(left: str, right: str) -> None:
    assert terms(f"{left}\n\n{right}") == terms(left) + terms(right)


@given(st.lists(st.sampled_from("abc"), max_size=6))
def test_each_two_neighbours_make_a_bigram(sequence: list[str]) -> None:
    pairs = bigrams(sequence)
    assert len(pairs) == max(0, len(sequence) - 1)
    assert all(pair == f"{left} {right}" for pair, left, right in zip(pairs, sequence, sequence[1:], strict=False))


@given(st.lists(st.lists(st.sampled_from(["ferry", "fire", "rate", "cut"]), min_size=1, max_size=5), min_size=1))
def test_rarity_is_that_of_scikit_learn(documents: list[list[str]]) -> None:
    vectorizer = TfidfVectorizer(analyzer=list).fit(documents)
    expected = dict(zip(vectorizer.get_feature_names_out(), vectorizer.idf_, strict=True))
    assert inverse_document_frequencies(documents) == pytest.approx(expected)


def test_no_documents_have_no_rarity() -> None:
    assert inverse_document_frequencies([]) == {}
