import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.sentences import starts

# A bar stands where one sentence ends and the next starts.
TEXTS = [
    "The harbour closed. | It opens again on Monday.",
    "The U.S. President met Mr. Smith in the U.S. | He left at once.",
    "Sen. J. R. Doe spoke on Jan. 5. | Nobody answered.",
    "It opens at 9 a.m. Monday and shuts at 5 p.m. | Police will be there.",
    "The shop closed at 5 p.m. | The mayor said that it was late.",
    "The shop closed at 5 p.m. | The last time was worse.",
    "The rocket, launched at 9 a.m. North Korean time from a pad near the border, reached space. | It was late.",
    "It opens at 9 a.m. Central Park in New York. | Police came at 9 a.m. Feb. 7 and left.",
    "Acme Inc. Chairman Bo Lind left Acme Inc. | The board thanked him.",
    "Growth was 3.5 percent. | In 2024 it was 2.1 percent.",
    "See No. 5 of the list. | No. | That was all.",
    "“It is over.” | She left.",
    '"It is over." | She left.',
    "“Why?” he asked. | Nobody knew.",
    "“Are you mad?!” Bo Lind asked. | He was not.",
    "“Where now?” | The crowd waited.",
    "PORT ELLERY (Corvane) — The harbour closed at noon. | Boats waited.",
    "ST. LOUIS (AP) — The river rose. | Roads closed.",
    "It rose and rose… | Then it fell.",
    "It rose ... and fell.",
    "(It was late.) | They went home.",
    "J. K. Marlow wrote it. | A. Roe read it.",
    "1. Wash the rice. | 2. Boil it.",
    "He lives in Washington, D.C. | The house is old.",
    "Costs rose. | $4 million was spent.",
    "It was e.g. Monday vs. Tuesday.",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_sentences_start_where_a_reader_sees_them_start(marked, read_text):
    article, reading = read_text(marked.replace(" | ", " "))
    assert [sentence.of(article.text) for sentence in reading.sentences] == marked.split(" | ")


def test_paragraphs_never_share_a_sentence(read_text):
    article, reading = read_text("What we know\n\nThe pier fell and\n\n- nobody was hurt.")
    assert [(one.of(article.text), one.paragraph) for one in reading.sentences] == [
        ("What we know", 0),
        ("The pier fell and", 1),
        ("- nobody was hurt.", 2),
    ]


@settings(max_examples=200)
@given(st.text(alphabet=st.sampled_from("aA.1 \n\"“”?!…(')“é$"), max_size=60))
def test_starts_rise_and_point_at_visible_characters(text):
    found = starts(text)
    assert found == sorted(set(found))
    assert all(position < len(text) for position in found)
