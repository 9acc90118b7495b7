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
