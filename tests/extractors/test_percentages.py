import pytest

VALUES = [
    ("Rents rose 47% there.", "47%", 47, 47, "percent"),
    ("Rents rose 47 percent there.", "47 percent", 47, 47, "percent"),
    ("Rents rose 47 per cent there.", "47 per cent", 47, 47, "percent"),
    ("Rents rose 47 pct there.", "47 pct", 47, 47, "percent"),
    ("Rents rose forty-seven percent there.", "forty-seven percent", 47, 47, "percent"),
    ("Rents rose one hundred and five percent there.", "one hundred and five percent", 105, 105, "percent"),
    ("Rents rose 1,250% there.", "1,250%", 1250, 1250, "percent"),
    ("Rents rose 2½ percent there.", "2½ percent", 2.5, 2.5, "percent"),
    ("Yields were -3.4% that day.", "-3.4%", -3.4, -3.4, "percent"),
    ("They expect 8 to 10 percent.", "8 to 10 percent", 8, 10, "percent"),
    ("They expect 20-25% of it.", "20-25%", 20, 25, "percent"),
    ("They expect between 3% and 5% of it.", "3% and 5%", 3, 5, "percent"),
    ("Estimates range from 4% to 6% for now.", "4% to 6%", 4, 6, "percent"),
    ("It was 1.5 percentage points.", "1.5 percentage points", 1.5, 1.5, "percentage_points"),
    ("It was half a percentage point.", "half a percentage point", 0.5, 0.5, "percentage_points"),
    ("They saw a 12.5-point drop in support.", "12.5-point", 12.5, 12.5, "percentage_points"),
    ("It moved 25 basis points.", "25 basis points", 25, 25, "basis_points"),
    ("It was half a percent.", "half a percent", 0.5, 0.5, "percent"),
    ("It was one-tenth of 1 percent.", "one-tenth of 1 percent", 0.1, 0.1, "percent"),
    ("It was two-thirds of them.", "two-thirds", 66.67, 66.67, "percent"),
    ("It was three-quarters of them.", "three-quarters", 75, 75, "percent"),
    ("It hit half of the villages.", "half", 50, 50, "percent"),
    ("It hit a third of the villages.", "a third", 33.33, 33.33, "percent"),
    ("It hit one in five villages.", "one in five", 20, 20, "percent"),
    ("It hit 9 out of 10 villages.", "9 out of 10", 90, 90, "percent"),
    ("Costs doubled there.", "doubled", 2, 2, "times"),
    ("Costs have tripled there.", "tripled", 3, 3, "times"),
    ("A threefold rise came.", "threefold", 3, 3, "times"),
    ("It is 2.5 times as high.", "2.5 times", 2.5, 2.5, "times"),
    ("It is twice the number of last year.", "twice", 2, 2, "times"),
    ("One in two villages has none.", "One in two", 50, 50, "percent"),
    ("It was 1/4 of the harvest.", "1/4", 25, 25, "percent"),
    ("It was almost half the 2008 level.", "half", 50, 50, "percent"),
    ("The margin of error is plus or minus 3.1 percent.", "3.1 percent", 3.1, 3.1, "percent"),
    ("It had one hundred percents of it.", "one hundred percents", 100, 100, "percent"),
]


@pytest.mark.parametrize(("text", "words", "low", "high", "unit"), VALUES)
def test_value_and_unit(text, words, low, high, unit, read_text):
    article, reading = read_text(text)
    (one,) = reading.percentages
    assert (one.of(article.text), one.low, one.high, one.unit) == (words, low, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "It costs 12.5 cents.",
        "The first half of the year was dry.",
        "In the third quarter of 2024 it rained.",
        "Half of the year had gone.",
        "They met three times a week.",
        "The Dow took a 190-point drop.",
        "They doubled down on it.",
        "See https://ellery.example/?q=30%25%20x for more.",
        "It spans three-quarters of a million hectares.",
        "A percentage of them left.",
        "In 2024 two in 2017 were built.",
    ],
)
def test_what_is_no_share(text, read_text):
    assert read_text(text)[1].percentages == ()


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Rents rose 4%.", "up"),
        ("Rents rose by nearly 4%.", "up"),
        ("Rents fell to 4%.", "down"),
        ("A 4% drop in rents followed.", "down"),
        ("Rents were 4% lower.", "down"),
        ("Rents are up 4%.", "up"),
        ("Rents were unchanged at 4%.", "unchanged"),
        ("Rents did not rise 4%.", None),
        ("Of those who fell ill, 4% recovered.", None),
        ("Up to 4% of homes are empty.", None),
        ("It changed from 4% to 6%.", "up"),
        ("Costs halved.", "down"),
        ("The law cut emissions from heavy engines by 90 percent.", "down"),
        ("It pushed oil prices upward by 40 percent.", "up"),
        ("Approval fell to an all-time low of 45 percent.", "down"),
        ("Rents rose a strong 1.1 percent.", "up"),
        ("The town saw an economic contraction of 6.3%.", "down"),
        ("They had growth of more than 10% that year.", "up"),
        ("It was a decline in the chance of war of about 1%.", "down"),
        ("Starts fell sharply (by more than six percent).", "down"),
        ("The index dropped 361 points, just over 2.5 percent.", "down"),
        ("The sheet lost 59 percent more ice than before.", "up"),
        ("Growth remained above 9% all year.", None),
        ("Iodine is added to only 10 per cent of salt.", None),
        ("There is a 5% greater or lesser allowance.", None),
    ],
)
def test_direction(text, direction, read_text):
    assert read_text(text)[1].percentages[0].direction == direction


@pytest.mark.parametrize(
    ("before", "hedge"),
    [
        ("over", "over"),
        ("more than", "more than"),
        ("About", "about"),
        ("nearly", "nearly"),
        ("at least", "at least"),
        ("up to", "up to"),
        ("as much as", "as much as"),
        ("fewer than", "fewer than"),
        ("almost", "almost"),
        ("roughly", "roughly"),
        ("some", "some"),
        ("exactly", None),
    ],
)
def test_hedge_before(before, hedge, read_text):
    article, reading = read_text(f"{before} 40% of homes are empty.")
    assert (reading.percentages[0].of(article.text), reading.percentages[0].hedge) == ("40%", hedge)


def test_hedges_within_and_behind(read_text):
    assert read_text("They won 60-plus percent.")[1].percentages[0].hedge == "plus"
    assert read_text("They won 60% or more.")[1].percentages[0].hedge == "or more"


@pytest.mark.parametrize(
    "text",
    ["Unemployment fell to 3.2% from 4.1% a year ago.", "Unemployment fell from 4.1% to 3.2%.",
     "Unemployment was 3.2 percent, down from 4.1 percent."],
)  # fmt: skip
def test_pairs_are_one_figure_with_an_earlier_value(text, read_text):
    (one,) = read_text(text)[1].percentages
    assert (one.low, one.before, one.direction) == (3.2, 4.1, "down")


def test_a_change_and_the_level_it_led_to_are_two_figures(read_text):
    first, second = read_text("Approval fell one percentage point to 35 percent.")[1].percentages
    assert (first.low, first.unit, second.low, second.unit) == (1, "percentage_points", 35, "percent")


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("It hit 47% of hiring managers surveyed.", "hiring managers"),
        ("Demand for welders rose 12% in May.", "Demand for welders"),
        ("In May, the jobless rate climbed to 6%.", "the jobless rate"),
        ("Sales of boats fell 3% and rents of cabins rose 4%.", "Sales of boats"),
        ("They saw an increase of 4% in ferry traffic.", "ferry traffic"),
        ("There was a 4% rise in ferry traffic.", "ferry traffic"),
        ("The town had 4% fewer visitors.", "visitors"),
        ("It rose 4%.", None),
        ("They wanted 4%.", None),
    ],
)
def test_what_is_measured(text, measures, read_text):
    article, reading = read_text(text)
    span = reading.percentages[0].measures
    assert (span and span.of(article.text)) == measures


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Rents rose 4% year over year.", "year over year"),
        ("Rents rose 4% in the first quarter of 2025.", "in the first quarter of 2025"),
        ("Rents rose 4% compared with 2024.", "compared with 2024"),
        ("Rents will rise 4% by 2030.", "by 2030"),
        ("Rents rose 4% last year.", "last year"),
        ("In May, rents rose 4%.", "In May"),
        ("Rents rose 4% from a year earlier.", "from a year earlier"),
        ("Rents rose 4%.", None),
    ],
)
def test_period(text, period, read_text):
    article, reading = read_text(text)
    span = reading.percentages[0].period
    assert (span and span.of(article.text)) == period


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Rents rose 4%, according to the Housing Institute.", "Housing Institute"),
        ("The ministry said rents rose 4%.", "The ministry"),
        ("Rents rose 4%, said Anna Lind, an economist.", "Anna Lind"),
        ("Rents rose 4%.", None),
    ],
)
def test_attribution(text, source, read_text):
    article, reading = read_text(text)
    span = reading.percentages[0].attribution
    assert (span and span.of(article.text)) == source


@pytest.mark.parametrize(
    ("text", "words", "before", "direction"),
    [
        ("It fell to 3.2% from 4.1%.", "3.2%", 4.1, "down"),
        ("Unemployment rose from 6.2% in 2007 to 8.4% in 2010.", "8.4%", 6.2, "up"),
        ("The tax will be 33 percent-up from 16.7 percent.", "33 percent", 16.7, "up"),
        ("Six percent of adults are infected, down from 14 percent a few years ago.", "Six percent", 14, "down"),
    ],
)
def test_two_values_of_one_change_are_one_percentage(text, words, before, direction, read_text):
    article, reading = read_text(text)
    (one,) = reading.percentages
    assert (one.of(article.text), one.before, one.direction) == (words, before, direction)


def test_a_second_figure_takes_over_the_direction(read_text):
    _, reading = read_text("Sales rose 2% in May and around 4% in June.")
    assert [one.direction for one in reading.percentages] == ["up", "up"]


@pytest.mark.parametrize(
    ("text", "figure", "measures"),
    [
        (
            "Demand for tide tables, which sailors use, has grown by 178% year-over-year.",
            "178%",
            "Demand for tide tables",
        ),
        ("Fish smoking is also on the rise, the report found, up about 95%.", "95%", "Fish smoking"),
        ("Over three-quarters of skippers (77%) told the bank that fuel is dear.", "77%", "skippers"),
        (
            "The bank cut its main interest rate by 0.25 percentage points.",
            "0.25 percentage points",
            "its main interest rate",
        ),
        ("Boats are dear, with spending on engines up 64% in a year.", "64%", "spending on engines"),
        ("It found that 47% of skippers would pay more and 45% would sell.", "45%", "skippers"),
    ],
)
def test_what_a_figure_measures_is_the_subject_of_its_verb(read_text, text, figure, measures):
    _, reading = read_text(text)
    found = {one.of(text): one.measures for one in reading.percentages}
    assert found[figure].of(text) == measures
