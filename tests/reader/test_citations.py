import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.citations import Mark, Marks, cited, clause, marked, pieces
from reader.outside import printable
from summarizer.digests import Statement
from summarizer.stories import Claim, Evidence


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


@given(st.text())
def test_marks_change_nothing_of_the_text(text):
    assert "".join(clause(text)) == text
    assert marked(text, "") == text


def numbers(digest, paragraph):
    """Of each statement, the numbers behind each of its pieces that has any."""
    return [[digest.numbers(part.evidence) for part in parts if part.evidence] for parts in cited(digest, paragraph)]


def test_every_statement_carries_the_numbers_of_its_evidence(hiring):
    assert numbers(hiring, hiring.sections[0].paragraphs[0]) == [[(1, 2)], [(1, 3, 4)]]


def test_a_single_source_is_cited_once_a_paragraph(ferry):
    assert numbers(ferry, ferry.sections[0].paragraphs[0]) == [[], [], [(1,)]]


FIRST, SECOND, THIRD = (Evidence(article=article, start=0, end=9) for article in ("a", "b", "c"))


def told(text, *claims):
    """The statement's pieces as text, the articles of its marks in brackets."""
    statement = Statement(text=text, claims=(Claim(evidence=(FIRST,)), *claims))
    return "".join(part.text + "".join(f"[{item.article}]" for item in part.evidence) for part in pieces(statement))


@pytest.mark.parametrize(
    ("text", "claims", "printed"),
    [
        ("Sales rose 329% in May.", (), "Sales rose 329% in May[a]."),
        (
            "Sales rose 329% in May.",
            (Claim(part="329%", evidence=(FIRST, SECOND)),),
            "Sales rose 329%[b] in May[a].",
        ),
        (
            "Sales rose 1.5% to 12 million.",
            (Claim(part="12 million", evidence=(FIRST, THIRD)), Claim(part="1.5%", evidence=(FIRST, SECOND))),
            "Sales rose 1.5%[b] to 12 million[a][c].",
        ),
        ("Sales doubled in May.", (Claim(part="double", evidence=(FIRST, SECOND)),), "Sales doubled[b] in May[a]."),
        ("Sales rose in May.", (Claim(part="9%", evidence=(FIRST, SECOND)),), "Sales rose in May[a][b]."),
        ("Sales rose 2.3% in May.", (Claim(part="3%", evidence=(FIRST, SECOND)),), "Sales rose 2.3% in May[a][b]."),
        (
            "In 19 towns 9 shops closed.",
            (Claim(part="9 shops", evidence=(FIRST, SECOND)),),
            "In 19 towns 9 shops[b] closed[a].",
        ),
    ],
)
def test_who_gives_only_a_figure_is_cited_behind_it(text, claims, printed):
    assert told(text, *claims) == printed


@given(st.text(), st.text())
def test_pieces_are_the_statement_on_one_line(text, part):
    statement = Statement(text=text, claims=(Claim(evidence=(FIRST,)), Claim(part=part, evidence=(FIRST, SECOND))))
    made = pieces(statement)
    assert "".join(piece.text for piece in made) == printable(text)
    assert {item for piece in made for item in piece.evidence} == {FIRST, SECOND}


def test_marks_are_counted_for_each_source():
    marks = Marks()
    assert marks.cite((1, 3)) == (Mark(1, 1), Mark(3, 1))
    assert marks.cite((3,)) == (Mark(3, 2),)
    assert [mark.id for mark in marks.of(3)] == ["r3-1", "r3-2"]
    assert marks.of(2) == ()


def test_back_links_go_on_behind_z():
    assert [Mark(1, number).letter for number in (1, 26, 27, 52, 53, 703)] == ["a", "z", "aa", "az", "ba", "aaa"]
