"""The verifier passes what is true to the stored articles, and catches every kind of untruth that we could think of."""

import copy
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from extractors.articles import Article, Image, Paragraph
from extractors.subscriptions import Category
from summarizer.digests import (
    Account,
    Difference,
    Digest,
    KeyFigure,
    Picture,
    Quotation,
    Rendering,
    Section,
    Source,
    Statement,
    Superseded,
)
from summarizer.figures_in_text import figures
from summarizer.further_evidence import part_fault, support_fault, whole_fault
from summarizer.stories import Claim, Evidence
from summarizer.verification import publishable, verify

NIGHT = datetime(2026, 3, 5, 3, 0, tzinfo=UTC)


def article(outlet: str, headline: str, *paragraphs: str, minutes: int = 0, image: Image | None = None) -> Article:
    text = "\n\n".join(paragraphs)
    starts = [text.index(paragraph) for paragraph in paragraphs]
    return Article(
        url=f"https://{outlet.casefold().replace(' ', '-')}.example/{headline.casefold().replace(' ', '-')}",
        outlet=outlet,
        headline=headline,
        authors=("Ines Okafor",) if outlet == "Harrow Courier" else (),
        published=NIGHT - timedelta(hours=9, minutes=minutes),
        fetched=NIGHT + timedelta(minutes=minutes),
        category=Category.BUSINESS,
        text=text,
        paragraphs=tuple(
            Paragraph(start=start, end=start + len(paragraph))
            for start, paragraph in zip(starts, paragraphs, strict=True)
        ),
        image=image,
    )


COURIER = article(
    "Harrow Courier",
    "Hiring for AI work more than quadruples, report says",
    "HARROW, March 4 (Reuters) — Demand for freelance artificial-intelligence work rose by over 329% in 2025, the "
    "hiring platform Corvane said on Wednesday, even as overall postings fell 4.5 percentage points.",
    "However, about 71% of the 2,400 managers asked by Corvane did not expect to cut staff before 2027. Nearly $650 "
    "billion may be spent on data centres this year, the Harrow Courier reported.",
    "“We are not replacing people; we are changing what they do,” said Teng Liu, chief economist at Corvane, in a "
    "press release. Liu, who joined the platform last spring, called the rise “without precedent.”",
    "But the figures are disputed. Mara Delgado, director of the Institute for Fair Work, said that at least 12 of 40 "
    "categories had been counted twice. “The method,” Delgado said, “would not survive an audit.”",
    "Police in Norland suspected two brokers of fraud, according to court papers. The company denied the allegation.",
    image=Image(
        url="https://harrow-courier.example/a.jpg", caption="A job fair in Harrow.", alt="A hall", credit="J. Roe"
    ),
)
LEDGER = article(
    "Ledger Daily",
    "AI freelancers in demand",
    "Postings for freelance artificial-intelligence work grew by about 329% last year, according to a report that "
    "Corvane released in Harrow on Wednesday.",
    "At least 14 categories were counted twice, Mara Delgado of the Institute for Fair Work said.",
    "Teng Liu, the platform's chief economist, said: “We are changing what they do.” He spoke to reporters in Harrow.",
    "Some 2,400 managers were asked in the survey, which ran from June 3 to July 12, 2025.",
    minutes=20,
)
REPRINT = article("Norland Post", "AI work in demand", *LEDGER.text.split("\n\n"), minutes=5)
ECHO = article("The Echo", COURIER.headline, "Sales rose in Harrow.", "Teng Liu spoke.", "The hall was full.")
ARTICLES = {one.id: one for one in (COURIER, LEDGER, REPRINT)}


def evidence(of: Article, sentence: str) -> Evidence:
    start = of.text.index(sentence)
    return Evidence(article=of.id, start=start, end=start + len(sentence))


def statement(text: str, *claims: Evidence | Claim) -> Statement:
    return Statement(
        text=text, claims=tuple(claim if isinstance(claim, Claim) else Claim(evidence=(claim,)) for claim in claims)
    )


def card(of: Article, number: int, voice: int) -> Source:
    return Source(
        number=number,
        article=of.id,
        url=of.url,
        outlet=of.outlet,
        headline=of.headline,
        authors=of.authors,
        published=of.published,
        excerpt=of.text[:120],
        voice=voice,
    )


ROSE = evidence(COURIER, COURIER.text.split("\n\n")[0])
GREW = evidence(LEDGER, LEDGER.text.split("\n\n")[0])
MANAGERS = evidence(COURIER, re.search(r"However, .*? 2027\.", COURIER.text)[0])
SPENT = evidence(COURIER, re.search(r"Nearly .*? reported\.", COURIER.text)[0])
SAID = evidence(COURIER, re.search(r"“We are not .*? release\.", COURIER.text)[0])
CALLED = evidence(COURIER, re.search(r"Liu, who .*?”", COURIER.text)[0])
DISPUTED = evidence(COURIER, "But the figures are disputed.")
TWELVE = evidence(COURIER, re.search(r"Mara Delgado, .*? twice\.", COURIER.text)[0])
AUDIT = evidence(COURIER, re.search(r"“The method,” .*?”$", COURIER.text, re.MULTILINE)[0])
POLICE = evidence(COURIER, re.search(r"Police .*? papers\.", COURIER.text)[0])
DENIED = evidence(COURIER, "The company denied the allegation.")
FOURTEEN = evidence(LEDGER, LEDGER.text.split("\n\n")[1])
TRIMMED = evidence(LEDGER, re.search(r"Teng Liu, .*?”", LEDGER.text)[0])
SURVEY = evidence(LEDGER, LEDGER.text.split("\n\n")[3])

LEAD = statement(
    "Demand for freelance artificial-intelligence work rose by over 329% in 2025, the hiring platform Corvane said on "
    "Wednesday, even as overall postings fell 4.5 percentage points.",
    ROSE,
    Claim(part="329%", evidence=(ROSE, GREW)),
)
DIGEST = Digest(
    date=date(2026, 3, 5),
    slug="hiring-for-ai-work",
    story="s1",
    headline=COURIER.headline,
    headline_article=COURIER.id,
    category=Category.BUSINESS,
    updated=LEDGER.fetched,
    tldr=(
        LEAD,
        statement(
            "About 71% of the 2,400 managers asked by Corvane did not expect to cut staff before 2027.",
            MANAGERS,
            Claim(part="2,400 managers", evidence=(MANAGERS, SURVEY)),
        ),
    ),
    new=(statement("Nearly $650 billion may be spent on data centres this year.", SPENT),),
    sections=(
        Section(
            heading="A rise of 329%, as Corvane counts it",
            paragraphs=(
                (
                    statement(
                        '"We are not replacing people; we are changing what they do," said Teng Liu, chief economist '
                        "at Corvane, in a press release.",
                        Claim(evidence=(SAID, TRIMMED)),
                    ),
                    statement("Teng Liu called the rise “without precedent.”", CALLED),
                ),
                (statement("Police in Norland suspected two brokers of fraud, according to court papers.", POLICE),),
            ),
        ),
        Section(
            heading="The figures are disputed",
            paragraphs=(
                (
                    statement("The figures are disputed.", DISPUTED),
                    statement("The company denied the allegation.", DENIED),
                ),
                (
                    statement(
                        "Some 2,400 managers were asked in the survey, which ran from June 3 to July 12, 2025.", SURVEY
                    ),
                ),
            ),
        ),
    ),
    key_figures=(
        KeyFigure(
            figure="over 329%",
            measures="demand for freelance artificial-intelligence work",
            period="in 2025",
            attribution="Corvane",
            evidence=(ROSE, GREW),
        ),
        KeyFigure(figure="4.5 percentage points", measures="overall postings", evidence=(ROSE,)),
    ),
    quotations=(
        Quotation(
            words="We are not replacing people; we are changing what they do",
            speaker="Teng Liu",
            role="chief economist",
            affiliation="Corvane",
            venue="in a press release",
            evidence=(SAID, TRIMMED),
        ),
        Quotation(
            words="The method would not survive an audit",
            speaker="Mara Delgado",
            role="director",
            affiliation="Institute for Fair Work",
            evidence=(AUDIT,),
        ),
    ),
    differences=(
        Difference(
            subject="categories counted twice",
            accounts=(
                Account(
                    figure="at least 12",
                    statement=statement(
                        "Mara Delgado, director of the Institute for Fair Work, said that at least 12 of 40 categories "
                        "had been counted twice.",
                        TWELVE,
                    ),
                ),
                Account(
                    figure="At least 14",
                    statement=statement(
                        "At least 14 categories were counted twice, Mara Delgado of the Institute for Fair Work said.",
                        FOURTEEN,
                    ),
                ),
            ),
        ),
    ),
    sources=(card(COURIER, 1, 1), card(LEDGER, 2, 2), card(REPRINT, 3, 2)),
    picture=Picture(image="a1", article=COURIER.id, caption="A job fair in Harrow.", alt="A hall", credit="J. Roe"),
)


OTHERWISE = article(
    "Post Norland",
    "Jobs change",
    "Teng Liu of Corvane said: “We don't replace people, we change the work they do.” Liu added: “All our people are "
    "well.”",
    "“we Are Not replacing people, we are changing what they do,” Teng Liu said. “We are changing what they do.”",
)


def sources_with(of: Article) -> tuple[Source, ...]:
    """The digest's sources, and the one that it cites last."""
    return (*DIGEST.sources[:2], card(of, 3, 3), card(REPRINT, 4, 2))


def with_rendering(words: str, sentence: str, of: Article) -> Digest:
    """The digest with another rendering of its first quotation."""
    rendering = Rendering(words=words, evidence=(evidence(of, sentence),))
    quotation = DIGEST.quotations[0].model_copy(update={"otherwise": (rendering,)})
    sources = DIGEST.sources if of.id in ARTICLES else sources_with(of)
    return DIGEST.model_copy(
        update={
            "quotations": (quotation, DIGEST.quotations[1]),
            "sources": sources,
            "updated": max(DIGEST.updated, of.fetched),
        }
    )


def test_another_rendering_passes() -> None:
    digest = with_rendering(
        "We don't replace people, we change the work they do", OTHERWISE.text.split(" Liu added")[0], OTHERWISE
    )
    assert verify(digest, ARTICLES | {OTHERWISE.id: OTHERWISE}).failures == ()


@pytest.mark.parametrize(
    ("words", "sentence", "of"),
    [
        ("All our people are well", "Liu added: “All our people are well.”", OTHERWISE),
        (
            "we Are Not replacing people, we are changing what they do",
            "“we Are Not replacing people, we are changing what they do,” Teng Liu said.",
            OTHERWISE,
        ),
        ("We are changing what they do", OTHERWISE.text.split("\n\n")[1], OTHERWISE),
        ("We are changing what they do", LEDGER.text.split("\n\n")[2].split(" He spoke")[0], LEDGER),
    ],
)
def test_what_is_no_other_rendering_is_taken_out(words: str, sentence: str, of: Article) -> None:
    digest, stored = with_rendering(words, sentence, of), ARTICLES | {OTHERWISE.id: OTHERWISE}
    assert [failure.part for failure in verify(digest, stored).failures] == ["quotation"]
    kept = publishable(digest, stored)
    assert kept is not None
    assert kept.quotations == DIGEST.quotations


def test_a_rendering_of_the_very_article_of_the_quotation_is_taken_out() -> None:
    said = (
        "“We are not replacing people; we change what they do,” said Teng Liu. “We changed what people do,” Liu said."
    )
    of = article("Post Norland", "Jobs change", said)
    first, second = (
        evidence(of, sentence) for sentence in (said.split(" “We changed")[0], said[said.index("“We ch") :])
    )
    quotation = Quotation(
        words="We are not replacing people; we change what they do",
        speaker="Teng Liu",
        evidence=(first,),
        otherwise=(Rendering(words="We changed what people do", evidence=(second,)),),
    )
    digest = DIGEST.model_copy(update={"quotations": (quotation,), "sources": sources_with(of)})
    assert [failure.part for failure in verify(digest, ARTICLES | {of.id: of}).failures] == ["quotation"]


BEFORE = article(
    "Harrow Courier",
    "Figures disputed",
    "At least 9 categories had been counted twice, Mara Delgado said. She was sure.",
    "Police said that 40 murdered brokers lay in a quarry. Mara Delgado of the Institute has 40 mules.",
    minutes=30,
)
NINE = Superseded(figure="At least 9", evidence=(evidence(BEFORE, BEFORE.text.split(" She")[0]),))


def superseding(earlier: Superseded, before: Article = BEFORE, accounts: int = 2) -> Digest:
    """The digest whose first account supersedes an earlier figure."""
    first, second = DIGEST.differences[0].accounts
    replaced = first.model_copy(update={"supersedes": (earlier,)})
    difference = DIGEST.differences[0].model_copy(update={"accounts": (replaced, second)[:accounts]})
    known = before.id in ARTICLES or not earlier.evidence
    return DIGEST.model_copy(
        update={
            "differences": (difference,),
            "sources": DIGEST.sources if known else sources_with(before),
            "updated": DIGEST.updated if known else max(DIGEST.updated, before.fetched),
        }
    )


@pytest.mark.parametrize("accounts", [1, 2])
def test_superseded_figures_pass(accounts: int) -> None:
    assert verify(superseding(NINE, accounts=accounts), ARTICLES | {BEFORE.id: BEFORE}).failures == ()


ELSEWHERE = article("Ledger of Norland", BEFORE.headline, BEFORE.text, minutes=30)
AT_ONCE = article("Harrow Courier", "Figures in dispute", BEFORE.text)


@pytest.mark.parametrize(
    ("earlier", "before"),
    [
        (Superseded(figure="At least 9", evidence=()), BEFORE),
        (Superseded(figure="40", evidence=(TWELVE,)), COURIER),
        (NINE.model_copy(update={"figure": "At least 9 murdered"}), BEFORE),
        (
            Superseded(
                figure="40", evidence=(evidence(BEFORE, "Police said that 40 murdered brokers lay in a quarry."),)
            ),
            BEFORE,
        ),
        (Superseded(figure="40", evidence=(evidence(BEFORE, "Mara Delgado of the Institute has 40 mules."),)), BEFORE),
        (Superseded(figure="At least 9", evidence=(evidence(BEFORE, "At least 9 categories"),)), BEFORE),
        (NINE.model_copy(update={"evidence": (evidence(ELSEWHERE, NINE.evidence[0].of(BEFORE.text)),)}), ELSEWHERE),
        (NINE.model_copy(update={"evidence": (evidence(AT_ONCE, NINE.evidence[0].of(BEFORE.text)),)}), AT_ONCE),
    ],
)
def test_what_no_outlet_replaced_takes_the_difference_out(earlier: Superseded, before: Article) -> None:
    failures = verify(superseding(earlier, before), ARTICLES | {before.id: before}).failures
    assert [failure.part for failure in failures if failure.part != "source"] == ["difference"]


def test_an_outlets_update_is_one_voice_with_what_it_updates() -> None:
    first = article("Echo", "Bus overturns", "Twelve pupils were hurt when a bus overturned in Harrow on Monday.")
    later = article("Echo", "Bus overturns", "The council of Norland has closed the bend below the quarry.", minutes=9)
    updated = later.model_copy(update={"url": first.url})
    digest = DIGEST.model_copy(
        update={
            **dict.fromkeys(("new", "sections", "key_figures", "quotations", "differences"), ()),
            "tldr": (
                statement(updated.text, evidence(updated, updated.text)),
                statement(first.text, evidence(first, first.text)),
            ),
            "sources": (card(updated, 1, 1), card(first, 2, 1)),
            "headline": first.headline,
            "headline_article": first.id,
            "updated": max(first.fetched, updated.fetched),
            "picture": None,
        }
    )
    assert verify(digest, {first.id: first, updated.id: updated}).failures == ()
    apart = digest.model_copy(update={"sources": (card(updated, 1, 1), card(later, 2, 1))})
    assert verify(apart, {updated.id: updated, later.id: later}).failures


def test_a_rendering_that_is_not_said_is_dropped_and_the_quotation_stays() -> None:
    quotation = DIGEST.quotations[0].model_copy(
        update={"otherwise": (Rendering(words="We are few", evidence=(TRIMMED,)),)}
    )
    kept = publishable(DIGEST.model_copy(update={"quotations": (quotation,)}), ARTICLES)
    assert kept is not None
    assert kept.quotations == (DIGEST.quotations[0],)


def test_a_true_digest_passes_whole() -> None:
    check = verify(DIGEST, ARTICLES)
    assert check.failures == ()
    assert check.checked == 22
    assert publishable(DIGEST, ARTICLES) == DIGEST.model_copy(update={"check": check})


# Untrue statements


def digest_of(*statements: Statement) -> Digest:
    """A digest that has only these statements, and is otherwise true."""
    cited = list(dict.fromkeys(item.article for one in statements for item in one.evidence))
    newest = max((ARTICLES[one].fetched for one in cited), default=NIGHT)
    first = ARTICLES[cited[0]]
    return Digest(
        date=date(2026, 3, 5),
        slug="one",
        story="s1",
        headline=first.headline,
        headline_article=first.id,
        category=Category.BUSINESS,
        updated=newest,
        tldr=statements,
        sections=(),
        sources=tuple(card(ARTICLES[one], number, number) for number, one in enumerate(cited, 1)),
    )


def failing(*statements: Statement) -> list[str]:
    return [failure.text for failure in verify(digest_of(*statements), ARTICLES).failures]


STATEMENTS = tuple(DIGEST.statements())
HEDGES = ("over", "about", "nearly", "at least", "some", "almost", "up to", "more than", "fewer than", "an estimated")
NAMES = ("Teng Liu", "Mara Delgado", "Corvane", "Harrow", "Norland", "Institute for Fair Work", "Reuters", "Liu")
DAYS = ("Wednesday", "Thursday", "June", "July", "March", "2025", "2026", "2027", "3", "12")
UNITS = ("%", " percent", " percentage points", " basis points", " million", " billion", "", " euros")


def replaced(text: str, pattern: str, *instead: str) -> Iterator[str]:
    """The text with one match of the pattern replaced, for every match and replacement."""
    for match in re.finditer(pattern, text):
        for other in instead:
            if other != match.group():
                yield text[: match.start()] + other + text[match.end() :]


def altered_digit(text: str) -> Iterator[str]:
    yield from replaced(text, r"\d", *"0123456789")


def swapped_figures(text: str) -> Iterator[str]:
    found = list(re.finditer(r"\d[\d.,]*\d|\d", text))
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            between = text[one.end() : other.start()]
            yield text[: one.start()] + other.group() + between + one.group() + text[other.end() :]


def changed_unit(text: str) -> Iterator[str]:
    yield from replaced(text, r"(?<=\d)(?:%| percentage points| billion)", *UNITS)
    yield from replaced(text, r"[$]", "€", "£", "")


def dropped_hedge(text: str) -> Iterator[str]:
    yield from replaced(text, rf"(?i)\b(?:{'|'.join(HEDGES)}) (?=[$\d])", "")


def changed_hedge(text: str) -> Iterator[str]:
    others = (f"{hedge} " for hedge in HEDGES)
    for changed in replaced(text, rf"(?i)\b(?:{'|'.join(HEDGES)}) (?=[$\d])", *others):
        if changed.casefold() != text.casefold():
            yield changed


def added_hedge(text: str) -> Iterator[str]:
    yield from replaced(text, r"(?<=\s)(?=[$]?\d)(?<![$])", *(f"{hedge} " for hedge in HEDGES))


def altered_name_letter(text: str) -> Iterator[str]:
    yield from replaced(text, r"(?<=\b[A-Z])[a-z](?=[a-z])", "x", "e", "o")


def swapped_name(text: str) -> Iterator[str]:
    for name in NAMES:
        yield from (other for other in replaced(text, rf"\b{name}\b", *NAMES) if not is_a_fuller_name(text, other))


def is_a_fuller_name(text: str, other: str) -> bool:
    return text.replace("Teng Liu", "Liu") == other.replace("Teng Liu", "Liu")


def altered_quoted_word(text: str) -> Iterator[str]:
    for quoted in re.finditer('[“"]([^”"]+)[”"]', text):
        start, end = quoted.span(1)
        yield from (text[:start] + one + text[end:] for one in replaced(quoted[1], r"\w+", "certainly", "changes", ""))


def altered_date(text: str) -> Iterator[str]:
    for day in DAYS:
        yield from (other for other in replaced(text, rf"\b{day}\b(?![%.]?\d)", *DAYS))


def altered_negation(text: str) -> Iterator[str]:
    yield from replaced(text, r"\bnot ", "")
    yield from replaced(text, r"(?<=\w )(?=\w)", "not ", "never ", "no ")
    yield from replaced(text, r"\bdenied\b", "confirmed", "did not deny", "accepted")


def dropped_modal(text: str) -> Iterator[str]:
    yield from replaced(text, r"\b(?:may be|suspected|had been|did not expect to)\b", "will be", "is", "are", "")


def dropped_attribution(text: str) -> Iterator[str]:
    yield from replaced(text, r", (?:according to|the hiring platform|said|Mara) [^,]*(?:,|(?=\.))", "")
    yield from replaced(text, r"^Mara .*said that at", "At")
    yield from replaced(text, r"^Teng Liu called the", "The")


def reordered_words(text: str) -> Iterator[str]:
    parts = text.split(" ")
    for place in range(len(parts) - 1):
        yield " ".join((*parts[:place], parts[place + 1], parts[place], *parts[place + 2 :]))


def inserted_word(text: str) -> Iterator[str]:
    yield from replaced(text, r"(?<=\w )(?=\w)", "only ", "allegedly ", "two ", "Harrow ", "of ", "said ", "staff ")


def dropped_word(text: str) -> Iterator[str]:
    yield from (other for other in replaced(text, r"(?<=\s)[\w.%$,-]+\s", "") if not is_a_fuller_name(text, other))


def dropped_marks(text: str) -> Iterator[str]:
    yield from replaced(text, '[“”"]', "")
    yield from replaced(text, '[“"].*[”"]', re.sub('[“”"]', "", "".join(re.findall('[“"].*[”"]', text))))
    yield from replaced(text, r"(?<=\w )\w+(?=[ ,.])", *(f"“{word}”" for word in re.findall(r"\w+", text)))


MUTATIONS = (
    altered_digit,
    swapped_figures,
    changed_unit,
    dropped_hedge,
    changed_hedge,
    added_hedge,
    altered_name_letter,
    swapped_name,
    altered_quoted_word,
    altered_date,
    altered_negation,
    dropped_modal,
    dropped_attribution,
    reordered_words,
    inserted_word,
    dropped_word,
    dropped_marks,
)


def telling(text: str) -> str:
    """What remains of a text when its commas and the form of its quotation marks don't count."""
    return " ".join(re.findall(r"[\w']+|[%$\"?]", text.translate(str.maketrans("“”’", '""\''))))


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_every_untrue_statement_is_caught(mutation: Callable[[str], Iterator[str]]) -> None:
    mutants = [
        one.model_copy(update={"text": text})
        for one in STATEMENTS
        for text in dict.fromkeys(mutation(one.text))
        if telling(text) != telling(one.text)
    ]
    assert mutants, "the mutation alters nothing"
    caught = failing(LEAD, *mutants)
    assert [mutant.text for mutant in mutants if mutant.text not in caught] == []


def test_a_name_of_two_people_is_not_written_in_full() -> None:
    both = article(
        "Harrow Courier", "Two of one name", "Teng Liu and Wei Liu met in Harrow.", "Liu said the rise would last."
    )
    said = evidence(both, "Liu said the rise would last.")
    digest = DIGEST.model_copy(
        update={
            "headline": both.headline,
            "headline_article": both.id,
            "updated": both.fetched,
            "tldr": (statement("Teng Liu said the rise would last.", said),),
            "sources": (card(both, 1, 1),),
            **dict.fromkeys(("new", "sections", "key_figures", "quotations", "differences"), ()),
            "picture": None,
        }
    )
    assert [failure.part for failure in verify(digest, {both.id: both}).failures] == ["TL;DR"]


@pytest.mark.parametrize("one", STATEMENTS, ids=lambda one: one.text[:30])
def test_evidence_that_is_shifted_is_caught(one: Statement) -> None:
    kept = []
    for place, found in enumerate(one.evidence):
        text = ARTICLES[found.article].text
        for shift in (*range(-40, 0), *range(1, 41)):
            moved = found.model_copy(update={"start": found.start + shift, "end": found.end + shift})
            if telling(moved.of(text)) == telling(found.of(text)):
                continue
            groups = iter([*one.evidence[:place], moved, *one.evidence[place + 1 :]])
            claims = tuple(
                claim.model_copy(update={"evidence": tuple(next(groups) for _ in claim.evidence)})
                for claim in one.claims
            )
            if one.text not in failing(one.model_copy(update={"claims": claims})):
                kept.append((place, shift))
    assert kept == []


@pytest.mark.parametrize(("start", "end"), [(0, 0), (10, 5), (-5, 20), (0, 10**6), (10**6, 10**6 + 5), (-3, -1)])
def test_evidence_outside_of_the_text_is_caught(start: int, end: int) -> None:
    nowhere = LEAD.model_copy(
        update={"claims": (Claim(evidence=(Evidence(article=COURIER.id, start=start, end=end),)),)}
    )
    assert failing(nowhere) == [LEAD.text]


def test_further_evidence_that_gives_another_figure_is_caught_and_taken_out() -> None:
    twelve = DIGEST.differences[0].accounts[0].statement
    doubtful = twelve.model_copy(update={"claims": (Claim(evidence=(TWELVE, FOURTEEN)),)})
    digest = digest_of(LEAD, doubtful)
    assert verify(digest, ARTICLES).failures[0].text == doubtful.text
    mended = publishable(digest, ARTICLES)
    assert mended is not None
    assert mended.tldr == (LEAD, twelve)


@pytest.mark.parametrize(
    ("said", "opposite"),
    [
        ("Shares of Corvane rose sharply on Monday.", "Shares of Corvane fell sharply on Monday."),
        ("Corvane agreed to the union's demands.", "Corvane refused the demands of the union."),
        ("Harrow won the final against Norland.", "Harrow lost the final against Norland."),
        ("The council accepted the offer of Corvane.", "The council rejected the offer of Corvane."),
        ("Corvane is hiring brokers in Harrow.", "Corvane fired brokers in Harrow."),
        ("Pay is up among brokers in Harrow.", "Among brokers in Harrow, pay is down."),
    ],
)
def test_opposites_do_not_bear_each_other_out(said: str, opposite: str) -> None:
    assert support_fault(said, opposite) is not None
    assert support_fault(opposite, said) is not None
    assert support_fault(said, said) is None
    both = f"{said} {opposite}"
    assert support_fault(both, both) is None


@pytest.mark.parametrize(
    "claim",
    [
        Claim(evidence=(ROSE, GREW)),  # nothing about the postings there
        Claim(part="329%", evidence=(ROSE, SURVEY)),
        Claim(part="4.5 percentage points", evidence=(ROSE, GREW)),
        Claim(part="29%", evidence=(ROSE, GREW)),
        Claim(part="Demand", evidence=(ROSE, GREW)),
        Claim(part="about 329%", evidence=(ROSE, GREW)),
    ],
)
def test_further_evidence_that_does_not_give_all_that_it_stands_behind_is_taken_out(claim: Claim) -> None:
    other = DIGEST.new[0]
    digest = digest_of(statement(LEAD.text, ROSE, claim), other)
    assert [failure.text for failure in verify(digest, ARTICLES).failures] == [LEAD.text]
    mended = publishable(digest, ARTICLES)
    assert mended is not None
    assert mended.tldr == (statement(LEAD.text, ROSE, *([] if claim.part else [Claim(evidence=(ROSE,))])), other)


@pytest.mark.parametrize(
    ("part", "said", "evidence"),
    [
        ("3", "Sales in Harrow rose 3.5%.", "Sales in Harrow rose 3."),
        ("5%", "Sales in Harrow rose 5% and costs 5%.", "Sales in Harrow rose 5%."),
        ("3% to 5%", "Corvane expects growth of 3% to 5%.", "Corvane expects growth of 3%."),
        ("329%", "Demand in Harrow rose by over 329%.", "Demand in Harrow rose by under 329%."),
        ("329%", "Demand in Harrow rose by up to 329%.", "Demand in Harrow rose by at least 329%."),
        ("3%", "Sales in Harrow rose 2.3%.", "Sales in Harrow rose 3%."),
    ],
)
def test_what_only_seems_to_give_a_part_is_a_fault(part: str, said: str, evidence: str) -> None:
    assert part_fault(part, said, evidence) is not None


@pytest.mark.parametrize(
    ("said", "evidence"),
    [
        (
            "The National Bank lowered its rate by a quarter point.",
            "The National Bank cut its rate by 0.25 percentage points.",
        ),
        ("The National Bank lowered its rate by half a point.", "The National Bank cut its rate by 50 basis points."),
        ("One in five owners in Corvane has a loan.", "A fifth of all owners in Corvane has a loan."),
        ("Four out of five owners in Corvane owe money.", "In Corvane 80 percent of owners owe money."),
    ],
)
def test_a_share_may_be_written_in_another_way(said: str, evidence: str) -> None:
    assert whole_fault(said, evidence) is None
    assert whole_fault(evidence, said) is None


def test_counts_within_a_time_are_no_share() -> None:
    assert [str(one.value) for one in figures("Floods killed 3 in 10 days; Harrow won 12 in 20 games.")] == [
        "3",
        "10",
        "12",
        "20",
    ]


def test_the_time_of_day_may_be_written_in_another_way() -> None:
    said = "The quake struck Corvane at 05:12, with a magnitude of 6.4."
    assert whole_fault(said, "A quake of magnitude 6.4 struck Corvane at 5.12am.") is None
    assert whole_fault(said, "A quake struck Corvane at 5.12am.") == "The evidence does not give “6.4”."


def test_further_evidence_says_at_what_time_of_day() -> None:
    said = "The police in Harrow counted 31 injured in the morning."
    assert whole_fault(said, "The police in Harrow counted 31 injured.") == "The evidence does not say “morning”."
    assert whole_fault(said, "The police in Harrow counted 31 injured at dawn.") is None
    assert whole_fault(said, "At 7:40 a.m. the police in Harrow counted 31 injured.") is None


@pytest.mark.parametrize(
    ("evidence", "holds"),
    [
        ("In Harrow the police counted 31 injured passengers.", True),
        ("In Harrow the police counted 34 injured passengers.", False),
        ("In Harrow 31 people met on Monday to talk about the ferry.", False),
        ("In Harrow the police did not count 31 injured passengers.", False),
    ],
)
def test_a_source_may_stand_behind_the_words_with_which_a_statement_begins(evidence: str, holds: bool) -> None:
    part = "The police in Harrow counted 31 injured passengers"
    fault = part_fault(part, f"{part} in the morning, six of them in intensive care.", evidence)
    assert (fault is None) == holds


def test_words_elsewhere_in_a_statement_are_no_part_of_it() -> None:
    said = "In Harrow the police counted the injured passengers of the ferry."
    assert part_fault("counted the injured passengers", said, said) is not None


def test_a_hedge_is_an_opposite_only_of_the_same_figure() -> None:
    said = "Corvane hired 300 brokers in Harrow and hinted that more could follow."
    assert support_fault(said, "Less than 24 hours later, Corvane hired 300 brokers in Harrow.") is None
    more, less = "More than 300 brokers were hired in Harrow.", "Less than 300 brokers were hired in Harrow."
    assert support_fault(more, less) is not None


def test_a_denial_is_no_further_evidence() -> None:
    said = "The head of the Institute for Fair Work resigned on Monday."
    denied = "The head of the Institute for Fair Work did not resign on Monday."
    assert support_fault(said, denied) is not None
    assert support_fault(denied, said) is not None
    assert support_fault(denied, denied) is None


def test_a_digest_without_evidence_or_words_does_not_pass() -> None:
    empty = (Statement(text=LEAD.text, claims=()), Statement(text="", claims=LEAD.claims))
    assert failing(LEAD, *empty) == [LEAD.text, ""]
    assert publishable(digest_of(LEAD, *empty), ARTICLES) is None


# Everything else that a digest says


Change = Callable[[Digest], Digest]


def with_source(place: int, **update: object) -> Change:
    def change(digest: Digest) -> Digest:
        sources = list(digest.sources)
        sources[place] = sources[place].model_copy(update=update)
        return digest.model_copy(update={"sources": tuple(sources)})

    return change


def with_item(field: str, place: int, **update: object) -> Change:
    def change(digest: Digest) -> Digest:
        items = list(getattr(digest, field))
        items[place] = items[place].model_copy(update=update)
        return digest.model_copy(update={field: tuple(items)})

    return change


def with_digest(**update: object) -> Change:
    return lambda digest: digest.model_copy(update=update)


def with_account(place: int, **update: object) -> Change:
    def change(digest: Digest) -> Digest:
        accounts = list(digest.differences[0].accounts)
        accounts[place] = accounts[place].model_copy(update=update)
        return with_item("differences", 0, accounts=tuple(accounts))(digest)

    return change


UNTRUE: list[tuple[str, Change]] = [
    ("source", with_source(0, url="https://harrow-courier.example/other")),
    ("source", with_source(0, url="javascript:alert(1)")),
    ("source", with_source(1, outlet="Harrow Courier")),
    ("source", with_source(1, headline="AI freelancers on demand")),
    ("source", with_source(0, authors=("Ines Okafo",))),
    ("source", with_source(0, authors=())),
    ("source", with_source(0, published=NIGHT)),
    ("source", with_source(0, published=None)),
    ("source", with_source(1, language="de")),
    ("source", with_source(1, preview=True)),
    ("source", with_source(0, excerpt="Demand for staff fell.")),
    ("source", with_source(0, excerpt="…")),
    ("source", with_source(0, number=2)),
    ("source", with_source(2, number=4)),
    ("source", with_source(2, number=2)),
    ("source", with_source(2, voice=1)),
    ("source", with_source(2, voice=3)),
    ("source", with_source(1, voice=1)),
    ("source", with_source(2, article=LEDGER.id)),
    ("source", with_digest(sources=(DIGEST.sources[1], DIGEST.sources[0], DIGEST.sources[2]))),
    ("source", with_digest(sources=(card(LEDGER, 1, 2), card(COURIER, 2, 1), card(REPRINT, 3, 2)))),
    ("source", with_digest(sources=(card(COURIER, 1, 1), card(REPRINT, 2, 2), card(LEDGER, 3, 2)))),
    ("headline", with_digest(headline="Hiring for AI work more than triples, report says")),
    ("headline", with_digest(headline=LEDGER.headline)),
    ("headline", with_digest(headline_article=LEDGER.id)),
    ("headline", with_digest(headline_article="0" * 16)),
    ("updated", with_digest(updated=NIGHT)),
    ("updated", with_digest(updated=datetime(2026, 3, 5))),  # noqa: DTZ001
    ("picture", with_digest(picture=DIGEST.picture.model_copy(update={"credit": "J. Doe"}))),
    ("picture", with_digest(picture=DIGEST.picture.model_copy(update={"caption": "A fair in Harrow."}))),
    ("picture", with_digest(picture=DIGEST.picture.model_copy(update={"alt": ""}))),
    ("picture", with_digest(picture=DIGEST.picture.model_copy(update={"article": LEDGER.id}))),
    ("picture", with_digest(picture=DIGEST.picture.model_copy(update={"article": "0" * 16}))),
    ("heading", with_item("sections", 0, heading="A rise of 330%, as Corvane counts it")),
    ("heading", with_item("sections", 0, heading="A rise of 329%, as Corvine counts it")),
    ("heading", with_item("sections", 0, heading="What Xavier Blob and Zed Nope say")),
    ("heading", with_item("sections", 0, heading="What Police say")),
    ("heading", with_item("sections", 0, heading="What Teng Liu and Police say")),
    ("heading", with_item("sections", 0, heading="What Teng Liu and Reuters say")),
    ("heading", with_item("sections", 0, heading="What happened: Corvane and Zed Nope")),
    ("heading", with_item("sections", 0, heading="What happened: Corvane and bribes")),
    ("heading", with_item("sections", 0, heading="The figures: Overall thefts")),
    ("heading", with_item("sections", 0, heading="BRIBES AT CORVANE")),
    ("heading", with_item("sections", 0, heading="The Fall of Xavier Blob")),
    ("key figure", with_item("key_figures", 0, figure="over 328%")),
    ("key figure", with_item("key_figures", 0, figure="about 329%")),
    ("key figure", with_item("key_figures", 0, figure="329%")),
    ("key figure", with_item("key_figures", 0, figure="over 329 percentage points")),
    ("key figure", with_item("key_figures", 0, figure="staggering")),
    ("key figure", with_item("key_figures", 0, measures="supply of freelance work")),
    ("key figure", with_item("key_figures", 0, period="in 2024")),
    ("key figure", with_item("key_figures", 0, attribution="Corvine")),
    ("key figure", with_item("key_figures", 0, evidence=(ROSE, SURVEY))),
    ("key figure", with_item("key_figures", 0, evidence=())),
    ("key figure", with_item("key_figures", 1, figure="4.5%")),
    ("key figure", with_item("key_figures", 1, figure="over 329%", evidence=(MANAGERS,))),
    ("quotation", with_item("quotations", 0, words="We are not replacing staff; we are changing what they do")),
    ("quotation", with_item("quotations", 0, words="We are replacing people; we are changing what they do")),
    ("quotation", with_item("quotations", 0, words="chief economist at Corvane")),
    ("quotation", with_item("quotations", 0, speaker="Mara Delgado")),
    ("quotation", with_item("quotations", 0, speaker="Teng Lu")),
    ("quotation", with_item("quotations", 0, speaker="")),
    ("quotation", with_item("quotations", 0, role="director")),
    ("quotation", with_item("quotations", 0, role="chief scientist")),
    ("quotation", with_item("quotations", 0, affiliation="Corvine")),
    ("quotation", with_item("quotations", 0, venue="in an interview")),
    ("quotation", with_item("quotations", 0, evidence=(SAID, FOURTEEN))),
    ("quotation", with_item("quotations", 0, evidence=(AUDIT,))),
    ("quotation", with_item("quotations", 1, words="The method Delgado said would not survive an audit")),
    ("quotation", with_item("quotations", 1, words="The method would survive an audit")),
    ("quotation", with_item("quotations", 1, speaker="Teng Liu")),
    ("difference", with_account(0, figure="at least 13")),
    ("difference", with_account(0, figure="about 12")),
    ("difference", with_account(0, figure="12")),
    ("difference", with_account(0, figure="at least 12 murdered categories")),
    ("difference", with_account(1, figure="dozens")),
    ("difference", with_account(1, statement=DIGEST.differences[0].accounts[0].statement)),
    ("difference", with_item("differences", 0, accounts=DIGEST.differences[0].accounts[:1])),
    ("difference", with_account(0, supersedes=(Superseded(figure="at least 12", evidence=(TWELVE,)),))),
    ("difference", with_account(0, supersedes=(Superseded(figure="at least 9", evidence=(TWELVE,)),))),
    ("difference", with_account(0, supersedes=(Superseded(figure="At least 14", evidence=(FOURTEEN,)),))),
    ("quotation", with_item("quotations", 0, otherwise=(Rendering(words="We are few", evidence=(TRIMMED,)),))),
    (
        "quotation",
        with_item("quotations", 0, otherwise=(Rendering(words=DIGEST.quotations[0].words, evidence=(SAID,)),)),
    ),
    ("quotation", with_item("quotations", 1, otherwise=(Rendering(words="We are changing it", evidence=(SAID,)),))),
    ("difference", with_item("differences", 0, accounts=DIGEST.differences[0].accounts[:1] * 2)),
    ("difference", with_item("differences", 0, subject="outlets counted twice")),
    (
        "difference",
        with_item(
            "differences",
            0,
            accounts=(
                Account(figure="over 329%", statement=statement(LEAD.text, ROSE)),
                Account(figure="about 329%", statement=statement(GREW.of(LEDGER.text), GREW)),
            ),
        ),
    ),
]


@pytest.mark.parametrize(
    "heading",
    [
        "What Teng Liu says",
        "What happened: Corvane and data centres",
        "The figures: Overall postings and Institute for Fair Work",
        "What is being said",
        "Background",
        "DEMAND FOR AUDIT",
    ],
)
def test_a_heading_in_words_of_its_sources_passes(heading: str) -> None:
    assert verify(with_item("sections", 0, heading=heading)(DIGEST), ARTICLES).failures == ()


def test_two_who_speak_below_a_heading_are_named_in_it() -> None:
    one = Section(heading="What Mara Delgado and Teng Liu say", paragraphs=((DIGEST.sections[0].paragraphs[0][0],), ()))
    said = DIGEST.differences[0].accounts[0].statement
    both = one.model_copy(update={"paragraphs": (*one.paragraphs, (said,))})
    for section, failing in ((one, ["heading"]), (both, [])):
        digest = DIGEST.model_copy(update={"sections": (section, *DIGEST.sections[1:])})
        assert [failure.part for failure in verify(digest, ARTICLES).failures] == failing


@pytest.mark.parametrize(("part", "change"), UNTRUE)
def test_whatever_else_is_untrue_is_caught_and_taken_out(part: str, change: Change) -> None:
    changed = change(DIGEST)
    assert part in {failure.part for failure in verify(changed, ARTICLES).failures}
    left = publishable(changed, ARTICLES)
    if part == "headline":
        assert left is None
    if left is not None:
        assert part in {failure.part for failure in left.check.failures}
        assert verify(left, ARTICLES).failures == ()


MISNUMBERED = [
    with_source(0, number=2),
    with_source(2, number=4),
    with_digest(sources=DIGEST.sources[::-1]),
    with_digest(updated=NIGHT),
    with_digest(sources=(*DIGEST.sources, DIGEST.sources[1])),
]


@pytest.mark.parametrize("change", MISNUMBERED)
def test_sources_are_put_in_order_without_loss(change: Change) -> None:
    left = publishable(change(DIGEST), ARTICLES)
    assert left is not None
    assert left.check.failures
    assert left.model_copy(update={"check": DIGEST.check}) == DIGEST


@pytest.mark.parametrize(("place", "voice", "expected"), [(1, 1, (1, 2, 2)), (2, 3, (1, 2, 2)), (1, 7, (1, 7, 7))])
def test_voices_are_those_of_the_texts(place: int, voice: int, expected: tuple[int, ...]) -> None:
    left = publishable(with_source(place, voice=voice)(DIGEST), ARTICLES)
    assert left is not None
    assert tuple(source.voice for source in left.sources) == expected


def test_what_stands_below_an_untrue_heading_joins_the_next_section() -> None:
    first, second = DIGEST.sections
    all_paragraphs = first.paragraphs + second.paragraphs
    for place, heading in ((0, second.heading), (1, first.heading)):
        left = publishable(with_item("sections", place, heading="A rise of 12,345%")(DIGEST), ARTICLES)
        assert left is not None
        assert left.sections == (Section(heading=heading, paragraphs=all_paragraphs),)


def test_a_source_that_nothing_cites_is_dropped() -> None:
    lone = article("Norland Wire", "Ferry runs aground", "A ferry ran aground off Norland on Tuesday.")
    digest = DIGEST.model_copy(update={"sources": (*DIGEST.sources, card(lone, 4, 4))})
    left = publishable(digest, {**ARTICLES, lone.id: lone})
    assert left is not None
    assert left.sources == DIGEST.sources
    assert [failure.part for failure in left.check.failures] == ["source"]


UNSTORED = {
    "date",
    "slug",
    "story",
    "category",
    "image",
    "heading",
    "related",
    "check",
    "ranked_for",
    "start",
    "end",
    "voice",
}
"""What no stored article says; spans, which may lose a full stop and stay true; and the naming of voices."""


def leaves(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], object]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if items is None:
        yield path, value
    else:
        for key, item in items:
            if key not in UNSTORED:
                yield from leaves(item, (*path, key))


STORED = DIGEST.model_dump(mode="json")
LEAVES = [(path, value) for path, value in leaves(STORED) if value not in (None, "")]


def with_leaf(path: tuple[str | int, ...], value: object) -> Digest:
    changed = copy.deepcopy(STORED)
    holder = changed
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return Digest.model_validate(changed)


@given(st.data())
@settings(max_examples=150)
def test_no_letter_or_digit_of_a_digest_changes_unseen(data: st.DataObject) -> None:
    path, value = data.draw(st.sampled_from(LEAVES))
    if isinstance(value, str):
        place = data.draw(st.sampled_from([place for place, one in enumerate(value) if one.isalnum()]))
        other = data.draw(st.sampled_from("aeqxAEQX0579"))
        assume(other.casefold() != value[place].casefold())
        changed: object = value[:place] + other + value[place + 1 :]
    elif isinstance(value, bool):
        changed = not value
    else:
        assert isinstance(value, int)
        changed = value + data.draw(st.integers(-9, 9).filter(bool))
    try:
        digest = with_leaf(path, changed)
    except ValidationError:
        return
    assert verify(digest, ARTICLES).failures, (path, changed)


def test_an_article_that_is_not_in_the_store_takes_what_stands_on_it() -> None:
    left = publishable(DIGEST, {COURIER.id: COURIER, REPRINT.id: REPRINT})
    assert left is not None
    assert {item.article for item in left.evidence()} == {COURIER.id}
    assert [source.article for source in left.sources] == [COURIER.id]
    assert left.differences == ()
    assert publishable(DIGEST, {}) is None


def test_the_body_moves_up_where_nothing_of_the_tldr_is_left() -> None:
    untrue = tuple(one.model_copy(update={"text": one.text + " Truly."}) for one in DIGEST.tldr)
    left = publishable(DIGEST.model_copy(update={"tldr": untrue}), ARTICLES)
    assert left is not None
    assert left.tldr == DIGEST.sections[0].paragraphs[0]
    assert left.sections[0].paragraphs == DIGEST.sections[0].paragraphs[1:]


# What a writer may do


ALLOWED = [
    (COURIER, "“A rise,” said Teng Liu, “is due.”", "\"A rise,\" said Teng Liu, \"is due.\""),
    (COURIER, "Sales rose 5%, Reuters reported.", "Sales rose 5%."),
    (COURIER, "Sales rose 5%, the Harrow Courier reported on Tuesday.", "Sales rose 5%."),
    (ECHO, "Sales rose 5%, the Echo reported.", "Sales rose 5%."),
    (ECHO, "Sales rose 5%, The Echo reported on Tuesday.", "Sales rose 5%."),
    (COURIER, "Sales rose 5%, according to Bloomberg News.", "Sales rose 5%."),
    (COURIER, "Sales rose 5%, Reuters reported on 3 March.", "Sales rose 5%."),
    (COURIER, "However, sales rose 5%.", "Sales rose 5%."),
    (COURIER, "But sales rose 5%.", "Sales rose 5%."),
    (COURIER, "In addition, sales rose 5%.", "Sales rose 5%."),
    (COURIER, "As I recently reported, sales rose 5%.", "Sales rose 5%."),
    (COURIER, "As we wrote last week, sales rose 5%.", "Sales rose 5%."),
    (COURIER, "HARROW (AP) — Sales rose 5%.", "Sales rose 5%."),
    (COURIER, "NORLAND CITY, Norland, Nov. 3 (Reuters) - Sales rose 5%.", "Sales rose 5%."),
    (COURIER, "Harrow: Sales rose 5%.", "Sales rose 5%."),
    (COURIER, "Sales, which had been weak, rose 5%.", "Sales rose 5%."),
    (COURIER, "Sales – a measure of demand – rose 5%.", "Sales rose 5%."),
    (COURIER, "Sales (see chart) rose 5%.", "Sales rose 5%."),
    (COURIER, "Sales, however, rose 5%.", "Sales rose 5%."),
    (COURIER, "Sales also rose 5%.", "Sales rose 5%."),
    (COURIER, "Liu’s staff grew by ‘almost’ 5%.", "Teng Liu's staff grew by 'almost' 5%."),
    (COURIER, "Mr Liu spoke.", "Teng Liu spoke."),
    (COURIER, "He spoke.", "Teng Liu spoke."),
    (COURIER, "But he spoke.", "Teng Liu spoke."),
    (COURIER, "His deputy spoke.", "Teng Liu's deputy spoke."),
    (COURIER, "The Institute objected.", "The Institute for Fair Work objected."),
    (COURIER, "The rise will last.", "The rise will last, according to Corvane."),
    (COURIER, "The rise will last.", "According to Teng Liu, the rise will last."),
    (COURIER, "Liu,\u00a0of  Corvane,\nspoke.", "Liu, of Corvane, spoke."),
    (COURIER, "Was it “a fluke”?", "Was it “a fluke”?"),
    (COURIER, "A 6'2\" door cost $5m–$6m in 2024-25.", "A 6'2\" door cost $5m–$6m in 2024-25."),
    (COURIER, "Up by 1/2, or ½, on 5.05.2026.", "Up by 1/2, or ½, on 5.05.2026."),
    (COURIER, "Die Zahl stieg um 3,5 Prozent.", "Die Zahl stieg um 3,5 Prozent."),
]  # fmt: skip
FORBIDDEN = [
    (COURIER, "Sales rose 5%, police said.", "Sales rose 5%."),
    (COURIER, "Sales rose 5%, Liu told Reuters.", "Sales rose 5%."),
    (COURIER, "Sales rose 5%, Corvane claimed.", "Sales rose 5%."),
    (ECHO, "Sales rose 5%, an echo reported.", "Sales rose 5%."),
    (COURIER, "Prices are too high.", "Prices are high."),
    (COURIER, "Defeat was all but certain.", "Defeat was all certain."),
    (COURIER, "Sales rose 5%, a study found.", "Sales rose 5%."),
    (COURIER, "Sales rose 5%, Liu feels.", "Sales rose 5%."),
    (COURIER, "On Monday Liu spoke.", "Teng Liu spoke."),
    (COURIER, "According to Liu, sales rose 5%.", "Sales rose 5%."),
    (COURIER, "Critics think sales rose 5%.", "Sales rose 5%."),
    (COURIER, "If the vote passes, taxes will rise.", "Taxes will rise."),
    (COURIER, "In the US, pay rose 5%.", "Pay rose 5%."),
    (COURIER, "This week, pay rose 5%.", "Pay rose 5%."),
    (COURIER, "For women, pay rose 5%.", "Pay rose 5%."),
    (COURIER, "Last year, pay rose 5%.", "Pay rose 5%."),
    (COURIER, "Pay rose 5%, but fell in Harrow.", "Pay rose 5%."),
    (COURIER, "Pay rose 5% in Harrow.", "Pay rose 5%."),
    (COURIER, "Pay, which had not risen, rose 5%.", "Pay rose 5%."),
    (COURIER, "Pay, he said, rose 5%.", "Pay rose 5%."),
    (COURIER, "Pay in the north rose 5%.", "Pay rose 5%."),
    (COURIER, "Pay, at 40 firms, rose 5%.", "Pay rose 5%."),
    (COURIER, "Has pay risen 5%?", "Has pay risen 5%."),
    (COURIER, "Liu called it “a very good start”.", "Liu called it “a good start”."),
    (COURIER, "Liu called it “a start, she thought, of it”.", "Liu called it “a start of it”."),
    (COURIER, "The minister spoke.", "Teng Liu spoke."),
    (COURIER, "She spoke.", "Ida Rell spoke."),
    (COURIER, "She spoke.", "Mara Delgado spoke."),
    (COURIER, "If he spoke, Harrow listened.", "Teng Liu spoke, Harrow listened."),
    (COURIER, "Wei Liu spoke.", "Teng Liu spoke."),
    (COURIER, "Delgado spoke.", "Teng Delgado spoke."),
    (COURIER, "The rise will last.", "The rise will last, according to Norland."),
    (COURIER, "The rise will last.", "The rise will last, said Wei Chen."),
    (COURIER, "“The rise will last. It must,” Liu said.", "“The rise will last."),
    (COURIER, "Pay rose. Profit fell.", "Pay rose."),
    (COURIER, "Pay rose 5 to 10 percent.", "Pay rose 10 percent."),
    (COURIER, "Pay rose by ½.", "Pay rose by ¼."),
    (COURIER, "A quarter of staff left.", "A third of staff left."),
    (COURIER, "Pay fell -5%.", "Pay fell 5%."),
    (COURIER, "May resigned.", "may resigned."),
]  # fmt: skip


def written(base: Article, ending: str, text: str, sentence: str = "") -> list[str]:
    """The failures of a statement on a sentence that ends the article's third paragraph, or all that ends it."""
    sentence = sentence or ending
    paragraphs = base.text.split("\n\n")
    story = article(base.outlet, base.headline, *paragraphs[:2], paragraphs[2] + " " + ending, *paragraphs[3:])
    start = story.text.index(ending) + len(ending) - len(sentence)
    found = Evidence(article=story.id, start=start, end=start + len(sentence))
    digest = DIGEST.model_copy(
        update={
            **dict.fromkeys(("new", "sections", "key_figures", "quotations", "differences"), ()),
            "tldr": (statement(text, found),),
            "sources": (card(story, 1, 1),),
            "headline_article": story.id,
            "updated": story.fetched,
            "picture": None,
        }
    )
    return [f"{failure.part}: {failure.reason}" for failure in verify(digest, {story.id: story}).failures]


@pytest.mark.parametrize(("base", "sentence", "text"), ALLOWED)
def test_what_a_writer_may_do_passes(base: Article, sentence: str, text: str) -> None:
    assert written(base, sentence, text) == []


@pytest.mark.parametrize(("base", "sentence", "text"), FORBIDDEN)
def test_what_a_writer_may_not_do_is_caught(base: Article, sentence: str, text: str) -> None:
    failures = written(base, sentence, text)
    assert len(failures) == 1
    assert re.fullmatch(r"TL;DR: .+\.", failures[0])


MEANT = [
    ("Ida Rell, the mayor, spoke in the hall.", "He resigned."),
    ("Rell spoke to Corvane Bank. In Tolbury the mayor, Ida Rell, sat down.", "But he resigned."),
    ("“I am tired,” said Ida Rell, an economist at Corvane. She left the hall.", "He resigned."),
    ("Ida Rell said the Bank of Tolbury had failed.", "He resigned."),
    ("Ida Rell, 43, of Tolbury, said so on Monday.", "He resigned."),
    ("Tolbury Rail spokeswoman Ida Rell said so.", "He resigned."),
]
MISTAKEN = [
    ("Ida Rell opened the meeting. John Smith visited Rellford.", "He resigned.", "Ida Rell resigned."),
    ("Ida Rell opened. Tom Rell spoke.", "He resigned.", "Ida Rell resigned."),
    *(
        (f"Ida Rell met {somebody}.", "He resigned.", "Ida Rell resigned.")
        for somebody in ("José Peña", "Élodie Roy", "Bob", "BOB MARR", "the Pope", "the prime minister", "a driver")
    ),
    ("Ida Rell spoke. Bob answered.", "He resigned.", "Ida Rell resigned."),
    ("Ida Rell, seeing the driver, spoke.", "He resigned.", "Ida Rell resigned."),
    ("Ida Rell, who feared Bob, spoke.", "He resigned.", "Ida Rell resigned."),
    ("Ida Rell, an aide of the Pope, spoke.", "He resigned.", "Ida Rell resigned."),
    ("Rell, 43, was ill. Bob Marr accused Ida Rell.", "He resigned.", "Ida Rell resigned."),
    ("Rell, 43, was ill. The driver met Mayor Ida Rell.", "He resigned.", "Ida Rell resigned."),
    ("“He is ill,” Ida Rell said.", "He resigned.", "Ida Rell resigned."),
    ("Ida Rell spoke on Monday.", "He resigned.", "Monday resigned."),
    ("Ida Rell spoke in London.", "He resigned.", "London resigned."),
    ("Halden Rail was fined. The driver spoke to Halden Rail.", "He was drunk.", "Halden Rail was drunk."),
    (
        "Ida Rell accused the minister.",
        "“He lied to us,” said Bob Marr.",
        "“Ida Rell lied to us,” said Bob Marr.",
    ),
    ("Ida Rell spoke.", "“He lied to us,” said Bob Marr.", "“Ida Rell lied to us,” said Bob Marr."),
]


@pytest.mark.parametrize(("before", "sentence"), MEANT)
def test_a_name_stands_for_the_pronoun_that_means_it(before: str, sentence: str) -> None:
    assert written(COURIER, f"{before} {sentence}", "Ida Rell resigned.", sentence) == []


@pytest.mark.parametrize(("before", "sentence", "text"), MISTAKEN)
def test_a_name_stands_for_no_pronoun_that_may_mean_another(before: str, sentence: str, text: str) -> None:
    assert len(written(COURIER, f"{before} {sentence}", text, sentence)) == 1


# Whatever comes


ODD = st.text(
    alphabet=st.characters(codec="utf-8") | st.sampled_from("\"“”‘’'«»$€%½.,;:()—-– \n\u00a0\u200b٣İıſ1234590")
)
STEPS = [change for _, change in UNTRUE]


@given(st.lists(st.sampled_from(STEPS), max_size=4), st.lists(st.booleans(), min_size=11, max_size=11))
@settings(max_examples=40)
def test_what_is_publishable_is_true(changes: list[Change], spoilt: list[bool]) -> None:
    digest = DIGEST
    for change in changes:
        try:
            digest = change(digest)
        except IndexError:
            continue
    marks = iter(spoilt)

    def perhaps_spoilt(one: Statement) -> Statement:
        return one.model_copy(update={"text": one.text.replace("e", "a", 1)}) if next(marks) else one

    tldr = tuple(map(perhaps_spoilt, digest.tldr))
    sections = tuple(
        section.model_copy(
            update={"paragraphs": tuple(tuple(map(perhaps_spoilt, paragraph)) for paragraph in section.paragraphs)}
        )
        for section in digest.sections
    )
    digest = digest.model_copy(update={"tldr": tldr, "sections": sections})
    failed = {(failure.part, failure.text) for failure in verify(digest, ARTICLES).failures}
    left = publishable(digest, ARTICLES)
    if left is None:
        return
    assert verify(left, ARTICLES).failures == ()
    assert failed <= {(failure.part, failure.text) for failure in left.check.failures}
    assert publishable(left, ARTICLES) is not None
    assert Digest.model_validate_json(left.model_dump_json()) == left
    assert [source.number for source in left.sources] == list(range(1, len(left.sources) + 1))


@given(ODD, ODD, ODD, st.integers(-5, 60), st.integers(-5, 60))
@settings(max_examples=150)
def test_no_text_is_too_odd(text: str, said: str, name: str, start: int, end: int) -> None:
    odd = article(name, name, text or " ", said or " ")
    found = Evidence(article=odd.id, start=start, end=end)
    one = statement(said, Claim(evidence=(found, found), part=text))
    digest = DIGEST.model_copy(
        update={
            "headline": name,
            "headline_article": odd.id,
            "tldr": (one, one),
            "new": (),
            "sections": (Section(heading=said, paragraphs=((one,), ())),),
            "key_figures": (KeyFigure(figure=said, measures=text, evidence=(found,)),),
            "quotations": (Quotation(words=said, speaker=name, role=text, evidence=(found,)),),
            "differences": (Difference(subject=name, accounts=(Account(figure=said, statement=one),) * 2),),
            "sources": (card(odd, 1, 1),),
        }
    )
    verify(digest, {odd.id: odd})
    left = publishable(digest, {odd.id: odd})
    assert left is None or verify(left, {odd.id: odd}).failures == ()


@given(ODD)
@settings(max_examples=150)
def test_a_whole_text_stands_on_itself(text: str) -> None:
    """A statement that repeats its evidence never loses a figure, whatever it looks like."""
    sentence = " ".join(text.split())
    reasons = written(COURIER, f"Then {sentence} ended.", f"Then {sentence} ended.")
    assert not [reason for reason in reasons if "figure" in reason]


def test_the_verifier_shares_no_code_with_the_writer() -> None:
    program = (
        "import sys, summarizer.verification; print(*sorted(name for name in sys.modules if 'summarizer.' in name))"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert {name.removeprefix("summarizer.") for name in loaded} == {
        "digest_frame",
        "digests",
        "evidence_spans",
        "faithful_figures",
        "faithful_headings",
        "faithful_names",
        "faithful_quotations",
        "faithful_wording",
        "figures_in_text",
        "further_evidence",
        "guarded_words",
        "source_cards",
        "stories",
        "verification",
        "words_in_text",
    }


def test_a_title_with_a_stop_is_part_of_the_speakers_name() -> None:
    said = "“It will change how people live up here,” said Dr. Morag Ellis, who has worked in Highmoor for years."
    mayor = "Mr. Owen Tarrick, the mayor of Highmoor, said nothing at all on Monday."
    doctor = article("Highmoor Herald", "Highmoor hopes", said, mayor)
    quotation = Quotation(
        words="It will change how people live up here",
        speaker="Morag Ellis",
        evidence=(Evidence(article=doctor.id, start=0, end=len(said)),),
    )
    digest = DIGEST.model_copy(update={"quotations": (quotation,), "sources": (*DIGEST.sources, card(doctor, 9, 9))})
    stored = {**ARTICLES, doctor.id: doctor}
    assert not [fault for fault in verify(digest, stored).failures if fault.part == "quotation"]
    other = quotation.model_copy(update={"speaker": "Owen Tarrick"})
    digest = digest.model_copy(update={"quotations": (other,)})
    assert [fault.part for fault in verify(digest, stored).failures if fault.part == "quotation"] == ["quotation"]


@pytest.mark.parametrize(
    ("said", "right", "wrong"),
    [
        ("“It was hard for all of us,” said Corvane coach Anders Pell.", "Anders Pell", "Corvane"),
        ("“It was hard for all of us,” Corvane coach Anders Pell said.", "Anders Pell", "Corvane"),
        ("“It was hard for all of us,” said Corvane's Anders Pell.", "Anders Pell", "Corvane"),
        ("Ilvar Tosk, an aide of President Anna Lind, said: “It was hard for all of us.”", "Ilvar Tosk", "Anna Lind"),
        ("Ilvar Tosk, a spokesman for Anna Lind, said: “It was hard for all of us.”", "Ilvar Tosk", "Anna Lind"),
        ("“It was hard for all of us,” said Ilvar Tosk of Corvane.", "Ilvar Tosk", "Corvane"),
        ("“It was hard for all of us,” said Theresa May on Monday.", "Theresa May", "Prime Minister"),
        ("“It was hard for all of us, and Tiangong most of all,” it said.", "Aerospace Corporation", "Tiangong"),
        ("“It was hard for all of us,” she said.", "Anna Lind", "Bo Karst"),
        ("The Bo Karst's bureau replied: “It was hard for all of us.”", "bureau", "Bo Karst"),
    ],
)
def test_who_is_not_the_speaker_by_the_cited_sentence_is_refused(said: str, right: str, wrong: str) -> None:
    named = (
        "Mr. Karst, Bo Karst, Anna Lind and Prime Minister Theresa May of the Aerospace Corporation met at Tiangong."
    )
    of = article("Highmoor Herald", "Highmoor hopes", named, said)
    found = re.search(r"It was hard for all of us(?:, and Tiangong most of all)?", said)
    quotation = Quotation(words=found[0], speaker=right, evidence=(evidence(of, said),))
    for speaker, faults in ((right, []), (wrong, ["quotation"])):
        digest = DIGEST.model_copy(
            update={
                "quotations": (quotation.model_copy(update={"speaker": speaker}),),
                "sources": (*DIGEST.sources, card(of, 9, 9)),
            }
        )
        failures = verify(digest, ARTICLES | {of.id: of}).failures
        assert [fault.part for fault in failures if fault.part == "quotation"] == faults


def test_the_evidence_may_begin_where_the_speaker_is_named() -> None:
    paragraphs = ("Anna Lind, the mayor, came on Monday.", "“It was hard for all of us,” she said in an interview.")
    of = article("Highmoor Herald", "Highmoor hopes", *paragraphs)
    quotation = Quotation(
        words="It was hard for all of us",
        speaker="Anna Lind",
        role="mayor",
        venue="in an interview",
        evidence=(evidence(of, "\n\n".join(paragraphs)),),
    )
    digest = DIGEST.model_copy(update={"quotations": (quotation,), "sources": (*DIGEST.sources, card(of, 9, 9))})
    failures = verify(digest, ARTICLES | {of.id: of}).failures
    assert [fault for fault in failures if fault.part == "quotation"] == []
