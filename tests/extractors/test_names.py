import pytest


def kinds(reading):
    return {name.name: name.kind for name in reading.names}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They thanked Anna Lind for it.", "Anna Lind", "person"),
        ("They thanked Mr. Okonjo for it.", "Okonjo", "person"),
        ("The minister, Ilvar Tosk, 42, resigned.", "Ilvar Tosk", "person"),
        ("They thanked economist Ilvar Tosk.", "Ilvar Tosk", "person"),
        ("Ilvar Tosk, the mayor of the town, resigned.", "Ilvar Tosk", "person"),
        ("They thanked Theresa May for it.", "Theresa May", "person"),
        ("Garba Shehu, a spokesman for the president, resigned.", "Garba Shehu", "person"),
        ("Zahava Gal-On, the head of the party, resigned.", "Zahava Gal-On", "person"),
        ("They thanked Constable Anna Lind.", "Anna Lind", "person"),
        ("The storm reached Lisbon at noon.", "Lisbon", "place"),
        ("It happened near Velmora on Monday.", "Velmora", "place"),
        ("The ship left for New York City.", "New York City", "place"),
        ("They closed the Harlan Bridge.", "Harlan Bridge", "place"),
        ("They tested the Skylark Rover there.", "Skylark Rover", "other"),
    ],
)
def test_kinds(text, name, kind, read_text):
    assert kinds(read_text(text)[1])[name] == kind


def test_surname_and_full_name_are_one_person(read_text):
    article, reading = read_text("Anna Lind resigned. The council thanked Lind, and Ms. Lind left.")
    (name,) = reading.names
    assert name.name == "Anna Lind"
    assert [span.of(article.text) for span in name.mentions] == ["Anna Lind", "Lind", "Lind"]


def test_a_month_is_a_surname_only_behind_a_given_name(read_text):
    article, reading = read_text("Theresa May resigned in May. “It is lost,” May said. They met Anna May 5.")
    mentions = {name.name: [span.of(article.text) for span in name.mentions] for name in reading.names}
    assert mentions == {"Theresa May": ["Theresa May", "May"], "Anna": ["Anna"]}


def test_the_headline_tells_who_a_surname_is(read_text):
    _, reading = read_text("The council thanked Lind for her work.", headline="Anna Lind Resigns")
    assert kinds(reading) == {"Anna Lind": "person"}


def test_one_name_has_one_kind_throughout(read_text):
    _, reading = read_text("Broadmere said it would close. It works in Broadmere. Shares of Broadmere Corp fell.")
    assert kinds(reading) == {}
    assert [one.name for one in reading.organizations] == ["Broadmere Corp"]


@pytest.mark.parametrize("text", ["The river rose.", "Rivers rose. In May, rivers fell.", "Monday was dry.", ""])
def test_a_capital_alone_makes_no_name(text, read_text):
    assert read_text(text)[1].names == ()
