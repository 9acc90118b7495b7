import pytest


def facts(article, quote):
    return [span.of(article.text) for span in quote.spans], quote.kind, quote.speaker


ONE = [
    ("“The pier is lost,” said Anna Lind.", ["The pier is lost,"], "direct", "Anna Lind"),
    ('"The pier is lost," Anna Lind said.', ["The pier is lost,"], "direct", "Anna Lind"),
    ("Anna Lind said: “The pier is lost.”", ["The pier is lost."], "direct", "Anna Lind"),
    ("Anna Lind, the mayor, told reporters: “The pier is lost.”", ["The pier is lost."], "direct", "Anna Lind"),
    ("According to Anna Lind, “the pier is quite lost.”", ["the pier is quite lost."], "mixed", "Anna Lind"),
    ("“The pier,” Anna Lind said, “is lost.”", ["The pier,", "is lost."], "direct", "Anna Lind"),
    ("“The pier is lost,” the ministry said.", ["The pier is lost,"], "direct", "the ministry"),
    ("Anna Lind called it “a disgrace” on Monday.", ["a disgrace"], "mixed", "Anna Lind"),
    ("“She said ‘never again’ to us,” said Anna Lind.", ["She said ‘never again’ to us,"], "direct", "Anna Lind"),
    ("‘The pier is lost,’ said Anna Lind.", ["The pier is lost,"], "direct", "Anna Lind"),
    ("“The pier is lost for good.”", ["The pier is lost for good."], "direct", None),
    ("Anna Lind said that the pier was lost.", ["the pier was lost"], "indirect", "Anna Lind"),
    ("The pier was lost to the sea, Anna Lind said.", ["The pier was lost to the sea"], "indirect", "Anna Lind"),
    ("According to Anna Lind, the pier was lost.", ["the pier was lost"], "indirect", "Anna Lind"),
    ("The pier was lost, according to Anna Lind.", ["The pier was lost"], "indirect", "Anna Lind"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "kind", "speaker"), ONE)
def test_words_kind_and_speaker(text, words, kind, speaker, read_text):
    article, reading = read_text(text)
    assert [facts(article, quote) for quote in reading.quotes] == [(words, kind, speaker)]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “peace dividend” never came.",
        "They watched “The Last Ferry Home” twice.",
        "The screen is 10\" wide and 5\" high.",
        "She was asked to say how it began.",
        "An open “mark and nothing behind it.",
        "",
    ],
)  # fmt: skip
def test_what_is_no_quote(text, read_text):
    assert read_text(text)[1].quotes == ()


def test_a_quote_over_paragraphs_is_one_quote(read_text):
    article, reading = read_text("“The pier is lost.\n\n“We shall build it again,” said Anna Lind.")
    (quote,) = reading.quotes
    assert facts(article, quote) == (["The pier is lost.", "We shall build it again,"], "direct", "Anna Lind")


def test_a_quote_that_goes_on_has_the_same_speaker(read_text):
    _, reading = read_text("“The pier is lost,” said Anna Lind. “We shall build it again.”")
    assert [(quote.speaker, quote.cue is None) for quote in reading.quotes] == [
        ("Anna Lind", False),
        ("Anna Lind", True),
    ]


def test_pronouns_stand_for_the_person_last_named_of_that_kind(read_text):
    _, reading = read_text("Anna Lind met David Roe on the pier. “It is lost,” she said. “It is not,” he said.")
    assert [quote.speaker for quote in reading.quotes] == ["Anna Lind", "David Roe"]


def test_a_role_stands_for_the_person_who_has_it(read_text):
    _, reading = read_text(
        "Anna Lind, chief economist at Bote Bank, spoke on Monday. “It is lost,” the economist said."
    )
    (quote,) = [quote for quote in reading.quotes if quote.kind == "direct"]
    assert quote.speaker == "Anna Lind"


def test_a_surname_stands_for_the_full_name(read_text):
    _, reading = read_text("Anna Lind resigned. “It is lost,” Lind said.")
    assert [quote.speaker for quote in reading.quotes] == ["Anna Lind"]


@pytest.mark.parametrize(
    ("text", "role", "affiliation"),
    [
        ("“It is lost,” said Anna Lind, chief economist at Bote Bank.", "chief economist", "Bote Bank"),
        ("“It is lost,” said Bote Bank's chief executive, Anna Lind.", "chief executive", "Bote Bank"),
        ("“It is lost,” said Bote Bank analyst Anna Lind.", "analyst", "Bote Bank"),
        ("“It is lost,” police chief Anna Lind said.", "police chief", None),
        ("“It is lost,” Anna Lind said.", None, None),
    ],
)
def test_role_and_affiliation(text, role, affiliation, read_text):
    (quote,) = read_text(text)[1].quotes
    assert (quote.speaker, quote.role, quote.affiliation) == ("Anna Lind", role, affiliation)


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        (
            "Corvane United lost. “We suffered, and then we suffered some more,” said Corvane coach Anders Pell.",
            "Anders Pell",
            "coach",
        ),
        ("“We shall play better on Sunday,” Corvane coach Anders Pell said.", "Anders Pell", "coach"),
        (
            "Ilvar Tosk, a spokesman for President Anna Lind, said on Twitter: “It is the outcome of talks.”",
            "Ilvar Tosk",
            "spokesman",
        ),
        ("“It is lost for good,” said Theresa May, prime minister of Corvane.", "Theresa May", "prime minister"),
        ("Prime Minister Theresa May said: “It is lost.” In May, she left.", "Theresa May", "Prime Minister"),
        (
            "Deputy Chief Constable Adrian Hanstock added: “Our officers work through the night.”",
            "Adrian Hanstock",
            "Deputy Chief Constable",
        ),
        (
            "“Today’s success is a proud result of work,” Ri Chun Hee, the country’s most famous newsreader, declared.",
            "Ri Chun Hee",
            None,
        ),
    ],
)
def test_the_head_of_the_phrase_speaks_under_the_whole_name(text, speaker, role, read_text):
    quotes = read_text(text)[1].quotes
    assert [(quote.speaker, quote.role) for quote in quotes] == [(speaker, role)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "The head of the Labour Party, Yitzhak Herzog, spoke against it.\n\n"
            "Zahava Gal-On, the head of the Meretz party, called the vote “crazy.” “It is an annexation,” she said.",
            "Zahava Gal-On",
        ),
        ("Ilvar Tosk spoke first. Mr. Tosk left. “It is an annexation,” she said.", None),
        ("Ilvar Tosk spoke first. He left the hall early. “It is an annexation,” she said.", None),
        ("Ilvar Tosk met Oleta Bryn. “It is lost for good,” he said.", "Ilvar Tosk"),
        ("It was a long day for Ilvar Tosk and for Oleta Bryn. “It is lost for good,” he said.", None),
        ("Ilvar Tosk left. A neighbour watched from the window. “It is lost for good,” he said.", None),
        (
            "Ilvar Tosk left. A neighbour, David Roe, watched from the window. “It is lost for good,” he said.",
            "David Roe",
        ),
        ("David Roe left. The police were there. “They asked Bo Karst about it,” he said.", "David Roe"),
        (
            "The California-based Aerospace Corporation said the Tiangong-1’s fall was near.\n\n"
            "“It is suspected that control of Tiangong-1 was lost,” it said.",
            "Aerospace Corporation",
        ),
        ("Engineers watched Tiangong-1. “It is suspected that control of Tiangong-1 was lost,” it said.", None),
        ("The council thanked the Bank of Corvane.\n\nThe ministry was silent. “It is lost for good,” it said.", None),
    ],
)
def test_a_pronoun_stands_for_the_nearest_subject_that_fits_or_for_nobody(text, speaker, read_text):
    (quote,) = [quote for quote in read_text(text)[1].quotes if quote.kind == "direct"]
    assert quote.speaker == speaker


def test_an_office_is_not_who_speaks_for_its_bureau(read_text):
    _, reading = read_text(
        "The Prime Minister’s Bureau rejected the claims, stating, “The decision has no connection to the meeting.”"
    )
    assert all("Minister" not in (quote.speaker or "").split()[-1:] for quote in reading.quotes)
    assert "Prime Minister" not in reading.people


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("“It is lost,” Anna Lind said in a statement.", "in a statement"),
        ("“It is lost,” Anna Lind said at a news conference.", "at a news conference"),
        ("Anna Lind told reporters: “It is lost.”", "told reporters"),
        ("“It is lost,” Anna Lind said.", None),
    ],
)
def test_venue(text, venue, read_text):
    assert read_text(text)[1].quotes[0].venue == venue
