import re

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from extractors.subscriptions import Reason, Skipped
from reader.markdown import digest_markdown, edition_markdown
from reader.outside import printable
from reader.plain_text import body_text
from summarizer.digests import SourceReport, Statement
from summarizer.stories import Claim, Evidence

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = (
    "# Heading",
    "1. item",
    "2) item",
    "- item",
    "+ item",
    "> quote",
    "---",
    "``` code",
    "| a | b |",
    "<script>alert(1)</script>",
    "<!-- hidden",
    "[link](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "**bold** _it_ ~~gone~~ `code`",
    "ends with a backslash \\",
    "C#",
    "\\|",
    "&lt;b&gt; &#42;",
    "line one\n\n# line two",
    "\x1b[31mred\u202e\ud800",
)
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=()))).filter(printable)


def structure(markdown):
    """Kinds of the tokens, texts left out."""
    kinds = []
    for token in _PARSER.parse(markdown):
        kinds.append(token.type)
        kinds += [child.type for child in token.children or () if child.type != "text"]
    return kinds


def test_a_digest_is_whole(hiring):
    text = digest_markdown(hiring, base_url="https://desk.example/")
    assert text.startswith("# Openings for data-center electricians are up over 329% in a year\n")
    for part in (
        "5 outlets, 4 independent",
        "October[\\[1\\]](https://ledger.example/2026/11/openings)[\\[2\\]](https://quotidien.example/2026/11/les).",
        "| **over 329%** | openings for electricians with data-center experience | in a year | Tallyhand |",
        "> “We cannot train in a year what takes five”[\\[5\\]](https://dispatch.example/2026/11/training)",
        "— **Teodora Lang**, chief economist, Tallyhand, in a press release",
        "- **about 38,500**: The report counts about 38,500 openings[\\[3\\]]",
        "preview only",
        "same text as \\[3\\]",
        "[Ferry line to Sundholm to close in March](https://desk.example/editions/2026-11-21/ferry-line-to-close)",
        "Summarized by Nightdesk (extractive, no language model)",
        "34 of 34 checked parts are true to their sources",
    ):
        assert part in text


def test_every_mark_links_to_its_source(hiring):
    links = dict(re.findall(r"\[\\\[(\d+)\\\]\]\(([^)]*)\)", digest_markdown(hiring)))
    assert links == {str(source.number): source.url for source in hiring.sources}


def test_an_edition_is_ranked_and_says_what_it_lacks(edition):
    text = edition_markdown(edition, base_url="https://desk.example")
    first = text.index("## 1. [Openings for data-center electricians")
    second = text.index("## 2. [Ferry line")
    unread = text.index("## What we could not read")
    assert first < second < unread
    assert "answered with an error (HTTP 503)" in text[unread:]


@given(text=TEXTS)
@example(text="\\")
def test_outside_text_changes_nothing_in_the_structure_of_a_digest(hiring, rewritten, text):
    assert structure(digest_markdown(rewritten(hiring, text))) == structure(digest_markdown(rewritten(hiring, "plain")))


@given(text=TEXTS)
def test_outside_text_stays_what_it_was(hiring, rewritten, text):
    heading = _PARSER.parse(digest_markdown(rewritten(hiring, text)))[1]
    assert "".join(child.content for child in heading.children or ()) == printable(text)


@given(text=TEXTS)
def test_outside_text_changes_nothing_in_the_structure_of_an_edition(edition, rewritten, text):
    def written(words):
        skipped = Skipped(url=words, outlet=words, reason=Reason.STATUS, detail=words)
        report = SourceReport(outlet=words, url=words, articles=0, skipped=(skipped,))
        digests = tuple(rewritten(digest, words) for digest in edition.digests)
        return edition_markdown(edition.model_copy(update={"digests": digests, "sources": (report,)}))

    assert structure(written(text)) == structure(written("plain"))


def test_an_address_that_must_not_be_followed_is_no_link(hiring):
    first = hiring.sources[0].model_copy(update={"url": "javascript:alert(1)"})
    text = digest_markdown(hiring.model_copy(update={"sources": (first, *hiring.sources[1:])}))
    assert "javascript" not in text
    assert "October\\[1\\][\\[2\\]](https://quotidien.example" in text


def test_the_same_digest_gives_the_same_bytes(hiring):
    assert digest_markdown(hiring) == digest_markdown(hiring.model_validate_json(hiring.model_dump_json()))


def test_marks_in_the_middle_of_a_statement_take_no_space_from_it(hiring):
    first, second = (Evidence(article=source.article, start=0, end=9) for source in hiring.sources[:2])
    claims = (Claim(evidence=(first,)), Claim(part="329%", evidence=(first, second)))
    statement = Statement(text="Openings rose 329% in May.", claims=claims)
    printed = digest_markdown(hiring.model_copy(update={"tldr": (statement,)}))
    assert re.search(r"Openings rose 329%\[\\\[2\\\]\]\([^)]*\) in May\[\\\[1\\\]\]", printed)


def test_figures_look_alike_in_every_form(hiring):
    worded = hiring.key_figures[0].model_copy(update={"figure": "about 40 per cent"})
    digest = hiring.model_copy(update={"key_figures": (worded,)})
    assert "| **about 40%** |" in digest_markdown(digest)
    assert "- about 40%: " in "\n".join(body_text(digest, "UTC"))
