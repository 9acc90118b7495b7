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


def test_the_organization_that_a_text_is_about_is_the_most_salient(read_text):
    text = "Microsoft raised its prices. Microsoft has done so twice. Siemens has not.\n\nMicrosoft gave no reason."
    _, reading = read_text(text, headline="Microsoft raises prices")
    salience = {one.name: one.salience for one in reading.organizations}
    assert salience["Microsoft"] == 1
    assert 0 < salience["Siemens"] < 0.5
