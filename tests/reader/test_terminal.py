from io import StringIO

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from reader.terminal import digest_renderable, edition_panel


def printed(renderable, *, colors=False):
    console = Console(file=StringIO(), width=100, force_terminal=colors, color_system="truecolor" if colors else None)
    console.print(renderable)
    return console.file.getvalue()


def test_an_edition_shows_its_first_digests_with_marks_and_sources(edition):
    text = printed(edition_panel(edition, digests=1))
    assert "Edition of Sunday, 22 November 2026" in text
    assert "1. Openings for data-center electricians" in text
    assert "up over 329%[1][3][4]." in text
    assert "[4] Westport Courier: Electricians in demand" in text
    assert "2 digests from 6 articles · 1 more in the edition · 2 could not be read" in text
    assert "Ferry line" not in text


def test_a_digest_shows_how_it_was_made_and_checked(hiring):
    text = printed(digest_renderable(hiring))
    assert "Summarized by Nightdesk (extractive, no language model)" in text
    assert "34 of 34 checked parts are true" in text


def test_source_headlines_are_links_where_the_terminal_has_them(hiring):
    assert "https://ledger.example/2026/11/openings" in printed(digest_renderable(hiring), colors=True)


@given(text=st.text(st.characters(exclude_categories=())))
def test_outside_text_drives_no_terminal(hiring, rewritten, text):
    shown = printed(digest_renderable(rewritten(hiring, f"[red]{text}\x1b]0;title\x07\x9b31m")))
    assert "[red]" in shown
    assert not set(shown) & set("\x1b\x07\x9b\r\u202e")
