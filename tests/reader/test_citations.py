import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.citations import Mark, Marks, cited, clause, marked


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Openings are up over 329%.", "Openings are up over 329%[1][3]."),
        ("Is it over?", "Is it over[1][3]?"),
        ("It goes on …", "It goes on[1][3] …"),
        ("Nobody knows why", "Nobody knows why[1][3]"),
        ("The council called it “a door shut.”", "The council called it “a door shut.”[1][3]"),
        ('He called it "a door shut".', 'He called it "a door shut"[1][3].'),
        ("It closes in March (as planned.)", "It closes in March (as planned.)[1][3]"),
        ("They moved to the U.S.", "They moved to the U.S.[1][3]"),
        ("Doors open at 5 p.m.", "Doors open at 5 p.m.[1][3]"),
        ("The value is 3.2.", "The value is 3.2[1][3]."),
    ],
)
def test_marks_stand_behind_the_clause(text, printed):
    assert marked(text, "[1][3]") == printed


@settings(deadline=None)
@given(st.text())
def test_marks_change_nothing_of_the_text(text):
    assert "".join(clause(text)) == text
    assert marked(text, "") == text


def test_every_statement_carries_the_numbers_of_its_evidence(hiring):
    paragraph = hiring.sections[0].paragraphs[0]
    assert [numbers for _, numbers in cited(hiring, paragraph)] == [(1, 2), (1, 3, 4)]


def test_a_single_source_is_cited_once_a_paragraph(ferry):
    paragraph = ferry.sections[0].paragraphs[0]
    assert [numbers for _, numbers in cited(ferry, paragraph)] == [(), (), (1,)]


def test_marks_are_counted_for_each_source():
    marks = Marks()
    assert marks.cite((1, 3)) == (Mark(1, 1), Mark(3, 1))
    assert marks.cite((3,)) == (Mark(3, 2),)
    assert [mark.id for mark in marks.of(3)] == ["r3-1", "r3-2"]
    assert marks.of(2) == ()


def test_back_links_go_on_behind_z():
    assert [Mark(1, number).letter for number in (1, 26, 27, 52, 53, 703)] == ["a", "z", "aa", "az", "ba", "aaa"]
