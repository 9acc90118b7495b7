"""Sentences that say something whole, whom their opening pronouns mean, and the phrases in them."""

import pytest


def first_sentence(read_text, text):
    return read_text(text)[1].sentences[0]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour council voted on Tuesday to rebuild the northern pier.",
        "Anna Lind said that the pier would be rebuilt before winter.",
        "“The pier will be rebuilt,” said Anna Lind.",
        "According to the council, the pier has cost $4.2 million.",
        "Ellery Bank, which lends to fishermen, is to close eleven branches.",
        "Nobody was hurt.",
    ],
)
def test_whole_sentences(read_text, text):
    assert first_sentence(read_text, text).whole


@pytest.mark.parametrize(
    "text",
    [
        "The scene after a ferry burned at the northern pier in Port Ellery.",
        "With the harbour master's red lantern inside.",
        "A ferryman who wanted a new lantern.",
        "Anna Lind, a spokeswoman for the council, said in a series of messages.",
    ],
)
def test_fragments_are_not_whole(read_text, text):
    assert not first_sentence(read_text, text).whole


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Anna Lind leads the council of the harbour. She said the pier was lost.", "Anna Lind"),
        ("Anna Lind leads the council of the harbour. But her deputy said the pier was lost.", "Anna Lind"),
        ("Anna Lind met Maria Lopez at the pier. She said the pier was lost.", None),
        ("“He was asleep,” Anna Lind told the council. His boat was lost.", None),
        ("The council met at the pier. She said the pier was lost.", None),
        ("Anna Lind leads the council. The pier was lost.", None),
    ],
)
def test_an_opening_pronoun_stands_for_the_only_person_it_fits(read_text, text, person):
    assert read_text(text)[1].sentences[-1].person == person


def test_noun_phrases(read_text):
    article, reading = read_text("The harbour council wants a new fish market in Port Ellery.")
    assert [span.of(article.text) for span in reading.phrases] == ["harbour council", "new fish market", "Port Ellery"]
