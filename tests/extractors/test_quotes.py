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
