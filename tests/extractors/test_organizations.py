import pytest


@pytest.mark.parametrize(
    ("text", "name", "aliases"),
    [
        ("The World Transport Office (WTO) met. The WTO agreed.", "World Transport Office", ("WTO",)),
        ("Harlan, Inc. grew. Harlan's profit doubled.", "Harlan, Inc.", ("Harlan",)),
        ("Bote Holdings Ltd grew. Later Bote said it would expand.", "Bote Holdings Ltd", ("Bote",)),
        ("The University of Velmora's staff left.", "University of Velmora", ()),
        ("The Ministry of Health and Social Care replied.", "Ministry of Health and Social Care", ()),
        ("The Food and Drug Administration replied.", "Food and Drug Administration", ()),
        ("The Velmora Police replied.", "Velmora Police", ()),
        ("The New York Times wrote about it.", "New York Times", ()),
    ],
)
def test_canonical_name_and_aliases(text, name, aliases, read_text):
    _, reading = read_text(text)
    assert [(one.name, one.aliases) for one in reading.organizations] == [(name, aliases)]


def test_mentions_are_without_determiner_and_possessive(read_text):
    article, reading = read_text("The Velmora Council's plan failed, so the Velmora Council met.")
    (one,) = reading.organizations
    assert [span.of(article.text) for span in one.mentions] == ["Velmora Council", "Velmora Council"]


def test_people_and_places_are_no_organizations(read_text):
    assert read_text("Anna Lind flew from Lisbon to Madrid.")[1].organizations == ()


@pytest.mark.parametrize(
    "text",
    [
        "PORT ELLERY (Reuters) — The pier fell into the sea on Monday.",
        "Photo: Getty Images",
        "Image credit: Reuters",
        "Reporting by Anna Lind for Reuters",
    ],
)
def test_agencies_and_publishers_in_credits_are_left_out(text, read_text):
    assert read_text(text)[1].organizations == ()


@pytest.mark.parametrize(
    "text",
    [
        "The ferry Lady Maren burned off Tolbury on Monday. Nobody on the Lady Maren was hurt, said Anna Lind.",
        "Officers boarded the vessel, Lighthouse Winmore, on Monday. Lighthouse Winmore sails under another flag.",
        "The Lady Isolde, a small ferry, sailed from Tolbury on Monday. Anna Lind owns Lady Isolde.",
        "Contact with Angosat-1 was lost on Monday. Nobody knows where Angosat-1 is.",
    ],
)
def test_ships_and_satellites_are_no_organizations(text, read_text):
    assert read_text(text)[1].organizations == ()


def test_who_runs_a_ship_is_an_organization(read_text):
    _, reading = read_text(
        "The Tamber Shipping Company ferry Lady Maren burned. Tamber Shipping Company owns the ferry."
    )
    assert [one.name for one in reading.organizations] == ["Tamber Shipping Company"]


@pytest.mark.parametrize("line", ["ALDMERE — The bank lowered its rate.", "LAS VEGAS, Oct. 2 (AP) — It was sold."])
def test_the_place_of_a_dateline_is_no_organization(line, read_text):
    assert read_text(line)[1].organizations == ()


def test_an_office_is_no_part_of_an_organizations_name(read_text):
    _, reading = read_text("The U.N. Secretary-General spoke on Monday. The U.N. met in Tolbury.")
    assert [(one.name, one.aliases) for one in reading.organizations] in ([], [("U.N.", ())])


def test_the_organization_that_a_text_is_about_is_the_most_salient(read_text):
    text = "Microsoft raised its prices. Microsoft has done so twice. Siemens has not.\n\nMicrosoft gave no reason."
    _, reading = read_text(text, headline="Microsoft raises prices")
    salience = {one.name: one.salience for one in reading.organizations}
    assert salience["Microsoft"] == 1
    assert 0 < salience["Siemens"] < 0.5
