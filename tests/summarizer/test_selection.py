"""Selection: the worthiest sentences, nothing twice, and no more of one article than is allowed."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.candidates import Candidate, candidates
from summarizer.selection import Selection, Weights, concept_weights, repeats
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


# Weights


def test_concepts_and_candidates_have_weights(pool: list[tuple[Candidate, ...]]) -> None:
    weights = concept_weights(pool, [frozenset()] * len(pool))
    assert all(0 <= weight <= 1 for weight in weights.values())
    assert all(concept in weights for voice in pool for one in voice for concept in one.concepts)
    assert all(weights.merits[one] > 0 for voice in pool for one in voice)


def test_what_several_voices_say_and_open_with_weighs_more(voices_of: Voices) -> None:
    late = [MUSIC, MUSIC, MUSIC, "Ferries burned off Tolbury and Harrow on Tuesday."]
    weights = concept_weights(voices_of([FIRE], [TREATY], late), [frozenset()] * 3)
    assert weights["ferri"] > weights["dawn"] > weights["burn"]


def test_a_headline_adds_weight(voices_of: Voices) -> None:
    voices = voices_of(FIRE, TREATY)
    plain, headed = (concept_weights(voices, [concepts, frozenset()]) for concepts in (frozenset(), {"dawn", "blaze"}))
    assert headed["dawn"] > plain["dawn"]
    assert headed["quill"] == plain["quill"]
    assert "blaze" not in headed  # no sentence could tell it


def test_worth_does_not_depend_on_the_order_of_concepts(pool: list[tuple[Candidate, ...]]) -> None:
    # A set's order changes from process to process, and a sum of floats with it, unless it is taken care of.
    one = pool[0][0]
    numbers = range(30)

    @given(st.permutations(numbers))
    @settings(max_examples=30)
    def same_worth(order: list[int]) -> None:
        shuffled, straight = (replace(one, concepts=frozenset(map(str, row))) for row in (order, numbers))
        concepts = {str(number): 1 / (number + 3) for number in numbers}
        chosen = Selection(Weights(concepts, {shuffled: 1.0, straight: 1.0}), {one.article: 100}, 1.0)
        assert chosen.worth(shuffled) == chosen.worth(straight)

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
        ("Flames were seen on the Lady Maren, a ferry, off Tolbury early on Tuesday.", True),
        (TREATY, False),
    ],
)
def test_sentences_repeat_each_other_in_most_words_or_in_meaning(other: str, expected: bool, voices_of: Voices) -> None:
    (one,), (rival,) = voices_of(FIRE, other)
    assert repeats(one, rival) is repeats(rival, one) is expected


TWICE = """\
The central bank raised its benchmark rate by 0.25 points to 4.5 percent.
Policymakers lifted the main interest rate a quarter point, taking it to 4.5%.
Twelve people were injured when the bridge collapsed.
The collapse of the bridge left a dozen people hurt.
The company said it would cut 3,000 jobs by the end of the year.
Some 3,000 workers will be laid off before the year is out, the firm announced.
The minister resigned on Monday after the report was published.
Following publication of the report, the minister stepped down on Monday.
Police arrested a 34-year-old man on suspicion of arson.
A man aged 34 has been detained by officers over the suspected arson.
The storm knocked out power to 200,000 homes in Corvane.
About 200,000 households in Corvane were left without electricity by the storm.
Shares in Halden Motors fell 7 percent after the earnings report.
Halden Motors stock dropped 7% following its results.
The Vessian space station will fall to Earth in March, experts say.
Experts expect the out-of-control Vessian station to crash back to Earth in March.
The orchestra named Ida Rell its chief conductor for four seasons.
Ida Rell has been appointed conductor of the orchestra for the next four seasons.
The court rejected the appeal on Friday.
Judges on Friday threw out the appeal.
The airline apologised to passengers for the delay.
Passengers received an apology from the airline over the delay.
The flight returned to Tolbury after four hours.
Four hours into its journey the plane turned back to Tolbury.
Unemployment fell to 3.9 percent in October, the lowest since 2000.
The jobless rate declined to 3.9% last month, a level not seen since 2000.
"""
ONCE = """\
The central bank raised its benchmark rate by 0.25 points to 4.5 percent.
The bank's governor said inflation would fall to 2 percent by next summer.
Twelve people were injured when the bridge collapsed.
Engineers had warned in 2019 that the bridge needed repair.
The company said it would cut 3,000 jobs by the end of the year.
The company reported a loss of $2 billion for the third quarter.
The minister resigned on Monday after the report was published.
The report said the minister had known of the payments since March.
Police arrested a 34-year-old man on suspicion of arson.
Police said the fire had started in a storeroom on the second floor.
The storm knocked out power to 200,000 homes in Corvane.
The storm killed four people in Corvane, three of them in cars.
Shares in Halden Motors fell 7 percent after the earnings report.
Halden Motors earned $1.2 billion in the quarter, less than analysts had expected.
The Vessian space station will fall to Earth in March, experts say.
The Vessian space station was launched in 2011 and weighs 8.5 tonnes.
The orchestra named Ida Rell its chief conductor for four seasons.
Ida Rell studied in Vessia and made her debut with the orchestra in 2015.
The court rejected the appeal on Friday.
The court will hear a second case on the ban in June.
The airline apologised to passengers for the delay.
The airline flew 2 million passengers last year.
The flight returned to Tolbury after four hours.
The flight to Harrow carried 226 passengers.
Unemployment fell to 3.9 percent in October, the lowest since 2000.
Wages rose 3.1 percent in October from a year earlier.
"""


def test_most_facts_in_two_wordings_are_seen_to_repeat_and_two_facts_about_one_thing_are_not(voices_of: Voices) -> None:
    def told_twice(pairs: str) -> int:
        told = [voice[0] for voice in voices_of(*pairs.splitlines())]
        return sum(map(repeats, told[::2], told[1::2]))

    assert told_twice(TWICE) >= 8  # of 13
    assert told_twice(ONCE) == 0


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
    @settings(max_examples=10)
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
