"""Selection: the worthiest sentences, nothing twice, and no more of one article than is allowed."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.candidates import Candidate, candidates
from summarizer.selection import Selection, concept_weights, repeats
from summarizer.stories import ReadArticle, Story

Voices = Callable[..., list[tuple[Candidate, ...]]]

FIRE = "A fire broke out aboard the ferry Lady Maren off Tolbury before dawn on Tuesday."
AGAIN = "Aboard the ferry Lady Maren a fire broke out before dawn off Tolbury."
TREATY = "Ministers of Corvane and Vessia signed a treaty about the waters of the Quill."
MUSIC = "The Aldmere Orchestra has chosen Ida Rell as its conductor for four seasons."


@pytest.fixture(scope="module")
def pool(gold: Mapping[int, Mapping[str, Story]], reads: Mapping[str, ReadArticle]) -> list[tuple[Candidate, ...]]:
    """The candidates of the ferry's articles of the first night."""
    return [candidates(reads[article]) for article in gold[1]["ferry-fire"].articles]


def selection(voices: list[tuple[Candidate, ...]], share: float = 1.0) -> Selection:
    weights = concept_weights(voices, [frozenset()] * len(voices))
    lengths = {voice[0].article: len(voice[0].read.article.text.split()) for voice in voices}
    return Selection(weights, lengths, share)


# Concept weights


def test_a_concept_is_worth_the_share_of_voices_that_use_it_and_that_open_with_it(voices_of: Voices) -> None:
    late = [MUSIC, MUSIC, MUSIC, "The ferry burned off Tolbury on Tuesday."]
    weights = concept_weights(voices_of([FIRE], late), [frozenset()] * 2)
    assert weights["dawn"] == 0.5 + 0.5  # one of two uses it, and opens with it
    assert weights["ferri"] == 1.0 + 0.5  # both use it, one opens with it
    assert weights["burn"] == 0.5  # one uses it, behind its opening


def test_of_three_voices_two_have_to_say_it_or_one_to_open_with_it(voices_of: Voices) -> None:
    late = [MUSIC, MUSIC, MUSIC, "Ferries burned off Tolbury and Harrow on Tuesday."]
    weights = concept_weights(voices_of([FIRE], [TREATY], late), [frozenset()] * 3)
    assert weights["burn"] == 0
    assert weights["dawn"] == pytest.approx(1 / 3)
    assert weights["ferri"] == pytest.approx(2 / 3 + 1 / 3)


def test_a_headline_counts_as_opening(voices_of: Voices) -> None:
    weights = concept_weights(voices_of([FIRE], [TREATY]), [frozenset({"blaze"}), frozenset()])
    assert weights["blaze"] == 1.0


def test_weights_lie_between_nothing_and_two(pool: list[tuple[Candidate, ...]]) -> None:
    weights = concept_weights(pool, [frozenset()] * len(pool))
    assert all(0 <= weight <= 2 for weight in weights.values())
    assert all(concept in weights for voice in pool for one in voice for concept in one.concepts)


def test_worth_does_not_depend_on_the_order_of_concepts(pool: list[tuple[Candidate, ...]]) -> None:
    # A set's order changes from process to process, and a sum of floats with it, unless it is taken care of.
    one = pool[0][0]
    numbers = range(30)
    chosen = Selection({str(number): 1 / (number + 3) for number in numbers}, {one.article: 100}, 1.0)

    @given(st.permutations(numbers))
    @settings(max_examples=30, deadline=None)
    def same_worth(order: list[int]) -> None:
        shuffled, straight = (chosen.worth(replace(one, concepts=frozenset(map(str, row)))) for row in (order, numbers))
        assert shuffled == straight

    same_worth()


# Choosing


def test_what_is_said_adds_nothing_more(voices_of: Voices) -> None:
    voices = voices_of(FIRE, AGAIN, TREATY)
    (first,), (again,), (other,) = voices
    chosen = selection(voices)
    assert chosen.worth(again) > 0
    chosen.take(first)
    assert repeats(first, again)
    assert not repeats(first, other)
    assert not chosen.fits(first)
    assert not chosen.fits(again)
    assert chosen.fits(other)
    assert chosen.worth(first) == 0


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (AGAIN, True),
        ("The ferry Lady Maren lies at Harrow, where three tugs stand by with pumps until noon.", False),
        ("The ferry Lady Maren, where a fire broke out, is owned by a bank in Harrow.", True),
        (TREATY, False),
    ],
)
def test_sentences_repeat_each_other_when_they_share_more_than_half(
    other: str, expected: bool, voices_of: Voices
) -> None:
    (one,), (rival,) = voices_of(FIRE, other)
    assert repeats(one, rival) is repeats(rival, one) is expected


def test_an_articles_share_is_kept(pool: list[tuple[Candidate, ...]]) -> None:
    chosen = selection(pool, share=0.25)
    chosen.fill([one for voice in pool for one in voice], {}, words=2000)
    for voice in pool:
        words = len(voice[0].read.article.text.split())
        printed = sum(one.length for one in chosen.chosen if one.article == voice[0].article)
        assert 0 < printed <= max(60, 0.25 * words)


def test_a_very_short_article_may_give_a_statement(voices_of: Voices) -> None:
    voices = voices_of(FIRE)
    chosen = selection(voices, share=0.01)
    assert chosen.fill(voices[0], {}, words=100) == [voices[0][0]]


def test_nothing_chosen_repeats_another(pool: list[tuple[Candidate, ...]]) -> None:
    chosen = selection(pool)
    taken = chosen.fill([one for voice in pool for one in voice], {}, words=500)
    assert taken == chosen.chosen
    assert len(taken) > 10
    assert not any(repeats(one, other) for i, one in enumerate(taken) for other in taken[:i])


def test_the_order_of_the_pool_does_not_matter(pool: list[tuple[Candidate, ...]]) -> None:
    flat = [one for voice in pool for one in voice]
    expected = selection(pool).fill(flat, {}, 200)

    @given(st.permutations(range(len(flat))))
    @settings(max_examples=10, deadline=None)
    def same_choice(order: list[int]) -> None:
        assert selection(pool).fill([flat[i] for i in order], {}, 200) == expected

    same_choice()


@pytest.mark.parametrize("words", [0, 20, 60, 150])
def test_the_length_is_about_what_was_asked_for(words: int, pool: list[tuple[Candidate, ...]]) -> None:
    taken = selection(pool).fill([one for voice in pool for one in voice], {}, words)
    assert sum(one.length for one in taken) <= words + 8


def test_the_longest_allowed_is_kept(pool: list[tuple[Candidate, ...]]) -> None:
    flat = [one for voice in pool for one in voice]
    best = selection(pool).best(flat, {}, longest=12)
    assert best is not None
    assert best.length <= 12
    assert selection(pool).best(flat, {}, longest=0) is None


def test_a_bonus_prefers_and_nothing_of_worth_is_nothing(voices_of: Voices) -> None:
    voices = voices_of(FIRE, TREATY)
    flat = [one for voice in voices for one in voice]
    for wanted in flat:
        assert selection(voices).best(flat, {wanted: 10.0}, 99) is wanted
    assert selection(voices).best(flat, dict.fromkeys(flat, 0.0), 99) is None
