"""The benchmark of whole digests: each measure counts what it should."""

import gzip
import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from spacy.language import Language

from benchmarks.clusters import Cluster, ReadCluster, article_of, labelled_events, listed_clusters, read_all
from benchmarks.digests import Written, faults, measure_set, write
from benchmarks.faulty_statements import dangles, has_unbalanced_quotes, repetitions, unresolved_pronouns
from benchmarks.model_digest import measure_model, published_sentences
from benchmarks.results import Row
from benchmarks.told_texts import Told
from extractors.pipeline import build
from summarizer.digests import Digest, Quotation, Section, Source, Statement
from summarizer.stories import Claim, Evidence

HARBOUR = (
    "Tolbury's harbour was closed to all ships on Monday after a freighter lost its anchor in the channel.",
    "Shipping through the port of Tolbury fell by 40% in a week, the harbour board said.",
    "“We will not open the channel before the last link of that chain is on the quay,” said Marta Vell, the master.",
    "The harbour board expects 15% of its income to be lost in March.",
)
ECHO = (
    "Divers began on Monday to search the channel at Tolbury for the anchor of the freighter Ormond.",
    "The harbour board said that shipping through the port had fallen by 40% within a week.",
    "Marta Vell, the harbour master of Tolbury, wants to see the whole chain on the quay before ships return.",
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    """The pipeline that articles are read with."""
    return build()


@pytest.fixture(scope="module")
def harbour(nlp: Language) -> ReadCluster:
    """Two articles about one event."""
    articles = (
        article_of("https://post.example/1", "Post", "Tolbury closes its harbour", "\n".join(HARBOUR), "2025-03-03"),
        article_of("https://echo.example/1", "Echo", "Divers look for anchor at Tolbury", "\n\n".join(ECHO)),
    )
    return read_all(nlp, [Cluster("harbours", "anchor", articles)])[0]


def statement(cluster: ReadCluster, *places: tuple[int, int], text: str = "") -> Statement:
    """A statement that stands on sentences of the cluster, each named by article and position; worded as the first."""
    evidence = []
    for article, position in places:
        read = cluster.reads[article]
        sentence = read.reading.sentences[position]
        evidence.append(Evidence(article=read.article.id, start=sentence.start, end=sentence.end))
    first = cluster.reads[places[0][0]].article.text if places else ""
    claims = (Claim(evidence=tuple(evidence)),) if evidence else ()
    return Statement(text=text or evidence[0].of(first), claims=claims)


def digest_of(
    cluster: ReadCluster, tldr: Sequence[Statement], body: Sequence[Statement] = (), **more: object
) -> Digest:
    sources = tuple(
        Source(
            number=number,
            article=read.article.id,
            url=read.article.url,
            outlet=read.article.outlet,
            headline=read.article.headline,
            published=read.article.published,
            excerpt=read.article.text[:80],
            voice=number,
        )
        for number, read in enumerate(cluster.reads, 1)
    )
    first = cluster.reads[0].article
    return Digest(
        date=date(2026, 1, 2),
        slug="anchor",
        story="anchor",
        headline=first.headline,
        headline_article=first.id,
        category="world",
        updated=first.fetched,
        tldr=tuple(tldr),
        sections=(Section(heading="", paragraphs=(tuple(body),)),) if body else (),
        sources=sources,
        **more,
    )


def values(rows: Sequence[Row]) -> dict[str, float]:
    return {row.measure: row.value for row in rows}


def test_a_digest_is_counted(harbour: ReadCluster, nlp: Language) -> None:
    tldr = [statement(harbour, (0, 1), (1, 1)), statement(harbour, (1, 0))]
    again = statement(harbour, (0, 1), text="Shipping through the port of Tolbury fell by 40%.")
    digest = digest_of(harbour, tldr, [again])
    found = tuple(faults([one.text for one in digest.statements()], nlp))
    measured = measure_set(
        "harbours", [Written(harbour, digest, digest, 2.0, found), Written(harbour, None, None, 4.0, ())]
    )
    assert {row.set for row in measured} == {"harbours"}
    got = values(measured)
    assert got["published_share"] == 0.5
    assert got["statements"] == 3
    assert got["cited_share"] == 1
    assert got["corroborated_share"] == pytest.approx(1 / 3)
    assert got["percentages_kept"] == 0.5  # 40%, not 15%
    assert got["quotes_kept"] == 0
    assert got["repeated_pairs"] == pytest.approx(1 / 3)
    assert got["dangling_starts"] == got["unbalanced_quotes"] == got["unresolved_pronouns"] == 0
    assert got["seconds"] == 3


def test_a_statement_without_evidence_is_neither_cited_nor_true(harbour: ReadCluster) -> None:
    sound = statement(harbour, (0, 0))
    draft = digest_of(harbour, [sound, statement(harbour, text="Nobody said so.")])
    got = values(measure_set("harbours", [Written(harbour, draft, draft, 1.0, ())]))
    assert got["cited_share"] == 0.5
    assert got["draft_verified_share"] == got["verified_share"] < 1


def test_quotations_and_figures_count_wherever_they_stand(harbour: ReadCluster) -> None:
    place = next(one for one in harbour.reads[0].reading.quotes if one.kind == "direct")
    evidence = Evidence(article=harbour.reads[0].article.id, start=place.start, end=place.end)
    words = place.words(harbour.reads[0].article.text)
    row = Quotation(words=words, speaker="Marta Vell", evidence=(evidence,))
    digest = digest_of(harbour, [statement(harbour, (0, 0))], quotations=(row,))
    got = values(measure_set("harbours", [Written(harbour, digest, digest, 1.0, ())]))
    assert got["quotes_kept"] == 1
    assert got["statements"] == 1
    assert got["percentages_kept"] == 0


def test_the_real_writers_digest_is_cited_and_true(harbour: ReadCluster, nlp: Language) -> None:
    got = values(measure_set("harbours", [write(harbour, nlp)]))
    assert got["published_share"] == got["cited_share"] == got["verified_share"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "He left the harbour.",
        "But the harbour stayed shut.",
        "As a result, no ship came.",
        "This was the third time.",
        "It was shut for a week.",
        "Its owner paid.",
        "However, the board said no.",
        "Such a thing is rare.",
        "More tellingly, nobody came.",
    ],
)
def test_what_points_back_dangles(text: str) -> None:
    assert dangles(text)


@pytest.mark.parametrize(
    "text",
    [
        "The harbour stayed shut.",
        "This week the harbour was shut.",
        "It is not clear whether the harbour will open.",
        "Hebden is a town.",
        "“It was a cold night,” Marta Vell said.",
        "Those who paid may leave.",
        "So far no ship has come.",
        "Then-mayor Marta Vell signed the order.",
        "Butter was dear.",
    ],
)
def test_what_stands_alone_does_not_dangle(text: str) -> None:
    assert not dangles(text)


@pytest.mark.parametrize("text", ["“We left, she said.", "We left,” she said.", '"We left, she said.', "““We” left"])
def test_open_quotation_marks_are_seen(text: str) -> None:
    assert has_unbalanced_quotes(text)


@pytest.mark.parametrize("text", ["“We left,” she said.", 'The "Ormond 8" left.', "He is 5'10\" tall.", "It’s Ann’s."])
def test_whole_quotation_marks_are_not(text: str) -> None:
    assert not has_unbalanced_quotes(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said that Marta Vell had left.", ["She"]),
        ("The harbour board said it would pay for their losses.", []),
        ("Marta Vell said she would stay.", []),
        ("In her speech, Marta Vell asked for money.", []),
        ("His brother paid for the anchor.", ["His"]),
        ("It was reported on Monday that the anchor was found.", []),
        ("On 3 March they were freed.", ["they"]),
    ],
)
def test_pronouns_need_somebody_before_them(text: str, expected: list[str], nlp: Language) -> None:
    assert [token.text for token in unresolved_pronouns(nlp(text))] == expected


def test_repetitions_are_pairs_that_say_the_same(nlp: Language) -> None:
    one = nlp("Divers found the anchor of the freighter Ormond in the channel at Tolbury on Friday.")
    other = nlp("The freighter Ormond's anchor was found at Tolbury.")
    third = nlp("The harbour board expects a loss of two million crowns.")
    assert repetitions([one, other, third]) == [(one, other)]
    assert repetitions([one]) == []


def test_sets_are_read_as_clusters_of_two_and_more(tmp_path: Path) -> None:
    lines = [
        {"id": "1", "gold": "a", "title": "First", "text": "One line.\nAnother  line.", "source": "Post", "date": ""},
        {"id": "2", "gold": "b", "title": "Alone", "text": "Alone.", "source": "Post", "date": ""},
        {"id": "3", "gold": "a", "title": "", "text": "Second text.", "source": "", "date": "2024-05-06"},
    ]
    events, clusters = tmp_path / "events.jsonl.gz", tmp_path / "clusters.jsonl.gz"
    with gzip.open(events, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)
    with gzip.open(clusters, "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "c", "docs": lines}) + "\n")
    (found,) = labelled_events(events, 10)
    assert (found.set, found.name) == ("events", "a")
    assert [one.headline for one in found.articles] == ["Second text.", "First"]
    assert found.articles[1].text == "One line.\n\nAnother line."
    assert [span.of(found.articles[1].text) for span in found.articles[1].paragraphs] == ["One line.", "Another line."]
    (cluster,) = listed_clusters(clusters, 1)
    assert len(cluster.articles) == 3


PAGE = """\
Sources
Copy Link
Ship traffic fell by 40% at Tolbury.
The harbour is shut. Ship traffic fell by about 40% in a week, the board said
2
. "We will not open the channel before the last link of that chain is on the quay," said Marta Vell1
. A colossal loss looms.
Source: Post
Summarized by
Somebody
"""


def test_a_captured_page_is_taken_apart(nlp: Language) -> None:
    tldr, body = published_sentences(PAGE, nlp)
    assert tldr == [Told("Ship traffic fell by 40% at Tolbury.", frozenset())]
    assert [sorted(one.sources) for one in body] == [[], ["2"], ["1"], []]
    assert body[1].text == "Ship traffic fell by about 40% in a week, the board said."


def test_both_digests_are_counted_alike(tmp_path: Path, nlp: Language) -> None:
    sources = [
        {"number": 1, "outlet": None, "title": "Tolbury closes its harbour", "text": " ".join(HARBOUR)},
        {"number": 2, "outlet": None, "title": "Divers look for anchor", "text": " ".join(ECHO)},
    ]
    (tmp_path / "sources.json").write_text(json.dumps(sources), encoding="utf-8")
    (tmp_path / "capture.txt").write_text(PAGE, encoding="utf-8")
    rows = measure_model(tmp_path, nlp)
    theirs = values([row for row in rows if row.system == "published"])
    assert theirs["cited_share"] == 0.5
    assert theirs["percentages_cited"] == theirs["percentages_kept"] == 0.5
    assert theirs["shared_percentages_cited"] == 0
    assert theirs["quotes_attributed"] == 1
    assert theirs["words_of_no_source"] == len("traffic about is shut colossal loss looms".split())
    ours = values([row for row in rows if row.system == "nightdesk"])
    assert ours["words_of_no_source"] == 0
    assert ours["cited_share"] == 1


def test_the_command_prints_one_object(tmp_path: Path) -> None:
    (tmp_path / "summaries").mkdir()
    documents = [
        {"id": "1", "title": "Tolbury closes its harbour", "date": "", "text": "\n".join(HARBOUR)},
        {"id": "2", "title": "Divers look for anchor", "date": "", "text": "\n".join(ECHO)},
    ]
    with gzip.open(tmp_path / "summaries" / "multiling2011_en.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "c", "docs": documents}) + "\n")
    command = [sys.executable, "-m", "benchmarks.digests", str(tmp_path), "--json", "--read", "1", "--show"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    printed = json.loads(done.stdout)
    assert printed["benchmark"] == "digests"
    assert {row["set"] for row in printed["rows"]} == {"multiling2011_en"}
    assert "## Sources" in done.stderr
