import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.meanings import Meanings, cosines, meanings


@pytest.mark.parametrize(
    ("one", "near", "far"),
    [
        ("The minister resigned on Monday.", "The secretary quit his post.", "Shares in the airline rose."),
        ("Two people died in the fire.", "A blaze killed two.", "The team won the cup."),
        ("The bank cut interest rates.", "Borrowing costs were lowered.", "A storm hit the coast."),
    ],
)
def test_paraphrases_are_nearer_than_other_news(one, near, far):
    found = meanings().vectors([one, near, far])
    assert found[0] @ found[1] > found[0] @ found[2] + 0.1


@settings(max_examples=100)
@given(st.lists(st.text(max_size=30), max_size=6))
def test_each_text_has_a_vector_of_length_one_or_of_zeros(texts):
    found = meanings().vectors(texts)
    assert found.shape == (len(texts), meanings().dimensions)
    lengths = numpy.linalg.norm(found, axis=1)
    assert all(abs(length - 1) < 1e-5 or length == 0 for length in lengths)


def test_a_frequent_word_weighs_less_than_a_rare_one():
    words = ["the", *(f"w{number}" for number in range(998)), "quake"]
    rows = numpy.zeros((1000, 2))
    rows[0], rows[-1] = (1, 0), (0, 1)
    ((frequent, rare),) = Meanings(words, rows).vectors(["the quake"])
    assert rare > 5 * frequent > 0


def test_meanings_need_no_spacy():
    code = "import sys; import extractors.meanings as m; m.meanings().vectors(['a']); print('spacy' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_many_threads_share_one_table():
    with ThreadPoolExecutor(8) as pool:
        tables = list(pool.map(lambda _: meanings(), range(8)))
    assert len({id(table) for table in tables}) == 1


def test_cosines_of_all_pairs():
    vectors = meanings().vectors(["The bank cut its rate.", "The lender lowered its rate.", ""])
    found = cosines(vectors, vectors)
    assert found.shape == (3, 3)
    assert found[0, 0] == 1
    assert found[0, 1] == found[1, 0]
    assert not found[2].any()
