import pytest

FOUND = [
    ("It cost $2.1 billion.", "$2.1 billion", 2.1e9, 2.1e9, "money", "USD"),
    ("It cost €40m.", "€40m", 4e7, 4e7, "money", "EUR"),
    ("It cost £3,000.", "£3,000", 3000, 3000, "money", "GBP"),
    ("It cost 12 million dollars.", "12 million dollars", 1.2e7, 1.2e7, "money", "USD"),
    ("It cost US$ 5bn.", "US$ 5bn", 5e9, 5e9, "money", "USD"),
    ("It cost $10 to $12 million.", "$10 to $12 million", 1e7, 1.2e7, "money", "USD"),
    ("It cost between $3bn and $4bn.", "$3bn and $4bn", 3e9, 4e9, "money", "USD"),
    ("It cost 50 cents.", "50 cents", 0.5, 0.5, "money", "USD"),
    ("It cost five hundred euros.", "five hundred euros", 500, 500, "money", "EUR"),
    ("It killed 31 people.", "31 people", 31, 31, "count", "people"),
    ("It left 12 dead.", "12 dead", 12, 12, "count", "dead"),
    ("It hurt two officers.", "two officers", 2, 2, "count", "officers"),
    ("It left 14 injured.", "14 injured", 14, 14, "count", "injured"),
    ("It cut 3,200 full-time jobs.", "3,200 full-time jobs", 3200, 3200, "count", "jobs"),
    ("It hit 1.2 million customers.", "1.2 million customers", 1.2e6, 1.2e6, "count", "customers"),
    ("It took 10 to 12 firefighters.", "10 to 12 firefighters", 10, 12, "count", "firefighters"),
    ("It hurt one person.", "one person", 1, 1, "count", "person"),
    ("It moved one hundred and twenty people.", "one hundred and twenty people", 120, 120, "count", "people"),
]


@pytest.mark.parametrize(("text", "words", "low", "high", "kind", "unit"), FOUND)
def test_sums_and_counts(text, words, low, high, kind, unit, read_text):
    article, reading = read_text(text)
    (one,) = reading.quantities
    assert (one.of(article.text), one.low, one.high, one.kind, one.unit) == (words, low, high, kind, unit)


@pytest.mark.parametrize(
    "text",
    [
        "The 42-year-old left.",
        "She, aged 42, left for five years.",
        "It was 2024 and in 2025 ferries ran.",
        "They met at 9 a.m. on Jan. 5.",
        "They won 3-2 and came 3rd.",
        "He lives at 12 Elm Street.",
        "Rents rose 4 percent, or 2 percentage points.",
        "Section 5 rules, and Boeing 737 jets.",
        "Dozens of people waited.",
        "One of the men left.",
    ],
)
def test_what_is_no_quantity(text, read_text):
    assert read_text(text)[1].quantities == ()


def test_hedges(read_text):
    text = "At least 12 dead were found, nearly $3 million was lost, and 40 homes or more are gone."
    assert [one.hedge for one in read_text(text)[1].quantities] == ["at least", "nearly", "or more"]
