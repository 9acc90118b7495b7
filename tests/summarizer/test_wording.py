"""Wording: which sentences can stand alone in a digest, and from which word on."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.wording import (
    behind_opening,
    capitalized,
    mostly_quoted,
    needs_a_person,
    points_at_something,
    quoted_passages,
    stands_alone,
    with_name,
    without_own_report,
)


def standing_alone(sentence: str) -> int | None:
    """Where a statement that stands alone begins in the sentence, or None."""
    start = behind_opening(sentence)
    return start if stands_alone(sentence[start:], opens_inside=start > 0) else None


PLAIN = [
    "Two passengers died when a fire broke out aboard the ferry Lady Maren.",
    "The National Bank of Corvane cut its main rate to 3.25 per cent on Tuesday.",
    "“We have not declared victory,” Governor Marguerite Solley told reporters in Aldmere.",
    '"We have not declared victory," Governor Marguerite Solley told reporters in Aldmere.',
    "$2.1 billion will be spent on the factory in Brannock, Calder Semiconductors said.",
    "31 people were hurt aboard the ferry, the Harbour Police said on Tuesday.",
    "The mayor’s office said the sailors' union had agreed to the plan.",
    "Garrick & Stroud rose 6.2% (from a low in May) after the treaty was signed.",
    "The mayor of Tolbury met six sailors of the ferry and gave them coats.",
    "The Harbour Police said people in Tolbury had asked them for help on Monday.",
    "Ida Rell said she would conduct the Aldmere Orchestra for four years.",
    "On Tuesday, it emerged that the ferry Lady Maren had been inspected in May.",
    "The board called the finding “a warning that nobody should have needed” on Friday.",
]


@pytest.mark.parametrize("sentence", PLAIN)
def test_a_whole_plain_sentence_stands_as_it_is(sentence: str) -> None:
    assert standing_alone(sentence) == 0


@pytest.mark.parametrize(
    "opening",
    [
        "MARAVALE, Sarrand Islands (Union Dispatch) — ",
        "TOLBURY, Nov. 17 (Reuters) - ",
        "TOLBURY (AP) — ",
        "PORT ELLERY — ",
        "Tolbury, Corvane — ",
        "However, ",
        "But ",
        "And ",
        "Meanwhile, ",
        "In addition, ",
        "For example, ",
        "In fact, ",
        "Of course, ",
        "TOLBURY (AP) — However, ",
        "As we reported last week, ",
        "In reality, ",
        "Unfortunately, ",
    ],
)
@pytest.mark.parametrize("sentence", PLAIN[:2])
def test_dateline_and_connective_are_left_out(opening: str, sentence: str) -> None:
    assert standing_alone(opening + sentence) == len(opening)


@pytest.mark.parametrize(
    "sentence",
    [
        # leaning on what went before
        "He told reporters that the ferry Lady Maren had been inspected in May.",
        "It was the third such fire aboard a Tamber Line ferry since May.",
        "They had been told by the Harbour Police to wait on the quay in Port Ellery.",
        "His deputy, Owen Tarrick, told reporters that the ferry had been inspected.",
        "This was confirmed by the Harbour Police in Port Ellery on Tuesday.",
        "Those reports were denied by Tamber Line in a statement on Tuesday.",
        "Such fires have become more common aboard ferries in Corvane since 2019.",
        "However, he told reporters that the ferry Lady Maren had been inspected.",
        "But this was denied by the Harbour Police in Port Ellery on Tuesday.",
        "According to him, the ferry Lady Maren had been inspected in May this year.",
        "As a result, the port of Tolbury was closed to ferries for a week.",
        "The latter was denied by the Harbour Police in Port Ellery on Tuesday.",
        "Three days later, the port of Tolbury was opened to ferries again.",
        "Because of that, the port of Tolbury was closed to ferries for a week.",
        "Tamber Line had been warned of that fault by its own engineers in May.",
        "The council of Tolbury was asked to resign, and the mayor declined.",
        "Passengers of the Lady Maren were brought here on two tugs.",
        "However laboratory tests of the ferry's paint take days to come back.",
        "In recent days, it has come under criticism from the sailors' union of Tolbury.",
        "None of them were aboard the ferry Lady Maren when she burned.",
        "Looks like it is still the seat of the mayor of Tolbury to lose.",
        "In recent weeks it has dipped into denser parts of the sky over Tolbury.",
        "For a ferry of the size of the Lady Maren, that's not much.",
        "Otis Wray, 35, learned this the hard way a few years ago in Tolbury.",
        "A boy of twenty months was taken off the ferry in Tolbury, it said.",
        "Two opted for a trial in Tolbury, which begins in March.",
        "The 21 were taken off the ferry near the town of Tolbury before dawn.",
        "More than 500 others were injured on the quay of Port Ellery.",
        "Individuals have used them to organize a march in Port Ellery.",
        "Some 1,400 people will make them, in a town whose last mill closed in 2011.",
        "Samsung is expected to unveil them at a show in Las Vegas next week.",
        "SAMSUNG'S FOLDING PATENT Samsung has been awarded a patent for a radical design.",
        # about other news
        "In other news, the orchestra of Tolbury will play in Aldmere on Monday.",
        "Also today, the orchestra of Tolbury will play in Aldmere for free.",
        "More stories: the orchestra of Tolbury plays in Aldmere on Monday.",
        # someone speaks for themselves
        "I have seen the ferry Lady Maren burn from the quay in Port Ellery.",
        "Our correspondent saw the ferry Lady Maren burn from the quay.",
        "The Gazette asked you what the ferry meant to the town of Port Ellery.",
        "Let's look at what the treaty means for the farmers of Corvane.",
        # not of the story
        "Sign up for the Gazette's newsletter and get the news of Port Ellery first.",
        "Click here for all of the Gazette's reports about the Lady Maren.",
        "Read more about the Lady Maren in the Saturday edition of the Gazette.",
        "Copyright 2026 The Port Ellery Gazette, a company of the Tamber Group.",
        "A photo shows the ferry Lady Maren at the Outer Mole in Port Ellery.",
        "The ferry Lady Maren is seen at the Outer Mole in Port Ellery on Tuesday.",
        "Photo: The ferry Lady Maren lies at the Outer Mole in Port Ellery.",
        "The map below shows the route of the ferry Lady Maren.",
        "Ring the newsdesk of the Gazette or call in at Gazette House.",
        "Lady Maren burns off Port Ellery | 0:40 The ferry was towed to the mole.",
        # not a statement
        "Why did the sprinklers of the ferry Lady Maren not release any water?",
        "What the treaty means for the farmers of Corvane and Vessia.",
        "The ferry Lady Maren, which burned off Port Ellery on Tuesday morning",
        "the ferry Lady Maren, which was towed to the Outer Mole on Tuesday.",
        "THE FERRY LADY MAREN IS TOWED TO THE OUTER MOLE IN PORT ELLERY.",
        "Ferry: The Lady Maren was towed to the Outer Mole on Tuesday.",
        "– The Lady Maren was towed to the Outer Mole on Tuesday morning.",
        # cut out of a quotation or a bracket
        "“The ferry Lady Maren was towed to the Outer Mole on Tuesday.",
        "The ferry Lady Maren was towed to the Outer Mole on Tuesday.”",
        'The ferry Lady Maren was "towed to the Outer Mole on Tuesday.',
        "When the ferry landed, Ida Rell cracked: 'From the port to the port.",
        "The ferry Lady Maren (built in 1994 was towed to the Outer Mole.",
        # too short, too long
        "Two passengers died aboard.",
        "",
        "The port " + "and the town " * 20 + "of Tolbury were closed to all ferries.",
    ],
)
def test_what_leans_or_tells_nothing_does_not_stand(sentence: str) -> None:
    assert standing_alone(sentence) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("She told reporters of it.", "Ida Rell told reporters of it."),
        ("her deputy knew.", "Ida Rell's deputy knew."),
        ("His deputy knew.", "Ida Rell's deputy knew."),
        ("Heroes knew.", "Heroes knew."),
        ("The deputy told her.", "The deputy told her."),
    ],
)
def test_an_opening_pronoun_gives_way_to_a_name(text: str, named: str) -> None:
    assert with_name(text, "Ida Rell") == named


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The pier was lost, as we reported on Monday.", "The pier was lost."),
        ("The pier was lost, the Tolbury Echo first reported.", "The pier was lost."),
        ("The pier was lost, The Gazette reported.", "The pier was lost, The Gazette reported."),
        ("The pier was lost, the mayor reported.", "The pier was lost, the mayor reported."),
    ],
)
def test_an_outlets_naming_of_itself_becomes_its_citation(text: str, left: str) -> None:
    assert without_own_report(text, "The Tolbury Echo") == left


@given(st.text(max_size=200))
@example("(AP) — ")
@example("But ")
@example("However, ")
def test_any_text_is_judged(text: str) -> None:
    start = standing_alone(text)
    assert start is None or 0 <= start < len(text)


@given(
    opening=st.sampled_from(["", "But ", "However, ", "TOLBURY (AP) — ", "Tolbury — ", "“", "He "]),
    tokens=st.lists(
        st.sampled_from(["the ferry", "Lady Maren", "she", "“burned”", "31", "of that", "(", ","]), max_size=9
    ),
    end=st.sampled_from([".", "!", "?", "", ".”"]),
)
def test_what_stands_is_whole(opening: str, tokens: list[str], end: str) -> None:
    sentence = opening + " ".join(tokens) + end
    start = standing_alone(sentence)
    if start is None:
        return
    told = sentence[start:]
    assert told == told.strip()
    assert told.count("“") == told.count("”")
    assert told.count("(") == told.count(")")
    assert end != "?"
    assert standing_alone(capitalized(told)) == 0


@pytest.mark.parametrize(
    ("text", "person", "needed"),
    [
        ("Ida Rell said she would stay in Aldmere.", 0, False),
        ("In Aldmere she said that Ida Rell would stay.", 24, True),
        ("In Aldmere the orchestra played and she conducted.", None, True),
        ("The bus driver from Tolbury said he saw smoke.", None, False),
        ("The town said “he saw smoke” in a statement.", None, False),
        ("The town of Tolbury has a new bridge.", None, False),
        ("Ida Rell says they look like sailors.", 0, True),
        ("Sailors in Tolbury said they saw Ida Rell.", 33, False),
    ],
)
def test_he_and_she_need_somebody_named_before(text: str, person: int | None, needed: bool) -> None:
    assert needs_a_person(text, person) is needed


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("On Tuesday the company said it would appeal.", True),
        ("Shareholders of Calder said the company would appeal.", False),
        ("Prices rose in Corvane by two per cent.", False),
        ("One officer told Courier the two brothers have very similar names.", True),
        ("The treaty of Corvane and Vessia binds the two neighbours.", False),
        ("The plane had the two brothers of Ida Rell aboard.", False),
    ],
)
def test_the_company_points_back_unless_something_is_named(text: str, points: bool) -> None:
    assert points_at_something(text) is points


@pytest.mark.parametrize(
    ("text", "mostly"),
    [
        ("“We will rebuild the pier before winter,” she said.", True),
        ('"We will rebuild the pier before winter," she said.', True),
        ("Ida Rell, the mayor of Tolbury since 2019, spoke of a “hard winter”.", False),
        ("Ida Rell spoke.", False),
    ],
)
def test_mostly_quoted_is_half_or_more(text: str, mostly: bool) -> None:
    assert mostly_quoted(text) is mostly


@given(st.lists(st.sampled_from(["“a b”", '"c"', "d", "“", "”", " "]), max_size=8).map("".join))
def test_quoted_passages_carry_their_marks(text: str) -> None:
    for start, end in quoted_passages(text):
        assert text[start] in '“"'
        assert text[end - 1] in '”"'


@pytest.mark.parametrize(("text", "expected"), [("the ferry", "The ferry"), ("über", "Über"), ("31", "31"), ("", "")])
def test_only_the_first_letter_becomes_a_capital(text: str, expected: str) -> None:
    assert capitalized(text) == expected
