"""Organizations: where they appear, by which names, and what is theirs."""

from datetime import UTC, date, datetime, timedelta

import pytest

from extractors.articles import Paragraph, Span
from extractors.readings import Organization, Reading
from store import Store
from store.appearances import form, owner
from store.tables import derivations
from summarizer.digests import KeyFigure, Quotation, Statement
from summarizer.stories import Claim, Evidence

NIGHT = date(2026, 11, 22)
DAY = timedelta(days=1)
AT = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)


@pytest.fixture
def publish(store, keep, make_article, make_digest, make_edition, make_stories):
    """Publishes an edition with one digest; `names` are the organizations that its text names, each with its aliases.
    The digest cites the text's first sentence."""

    def publish(says: str, date: date = NIGHT, /, quotation: tuple[str, str] = ("", ""), **names: tuple[str, ...]):
        name = f"d{date:%d}"
        article = make_article(name, text=says, paragraphs=(Paragraph(start=0, end=len(says)),))
        keep(article)
        found = []
        for canonical, aliases in names.items():
            canonical = canonical.replace("_", " ")
            spans = [
                Span(start=says.index(one), end=says.index(one) + len(one))
                for one in (canonical, *aliases)
                if one in says
            ]
            found.append(Organization(name=canonical, aliases=aliases, mentions=tuple(spans)))
        store.save_readings("pipeline", [Reading(article=article.id, sentences=(), organizations=tuple(found))])
        cited = Evidence(article=article.id, start=0, end=says.index(".") + 1)
        speaker, affiliation = quotation
        digest = make_digest(
            article,
            slug=name,
            tldr=(Statement(text=says, claims=(Claim(evidence=(cited,)),)),),
            key_figures=(KeyFigure(figure="5%", measures="growth", evidence=(cited,)),),
            quotations=(Quotation(words="Yes.", speaker=speaker, affiliation=affiliation, evidence=(cited,)),)
            if speaker
            else (),
        )
        edition = make_edition(digest, date=date)
        assert store.publish(edition, make_stories(edition), at=AT)
        return edition

    return publish


def listed(store) -> list[tuple[str, tuple[str, ...], int]]:
    return [(one.name, one.aliases, one.digests) for one in store.organizations(limit=10)]


def test_an_organization_appears_where_a_digest_cites_words_that_name_it(store, publish) -> None:
    publish("Northgate grew 5%. Polaris did not.", Northgate=(), Polaris=())
    assert listed(store) == [("Northgate", (), 1)]
    assert [one.slug for one in store.organization_digests("northgate", limit=5)] == ["d22"]
    assert [one.name for one in store.organizations_of_digest(NIGHT, "d22")] == ["Northgate"]
    assert store.organization("polaris") is None
    assert store.organization_digests("polaris", limit=5) == ()


def test_its_figures_and_what_was_said_for_it(store, publish) -> None:
    publish("Northgate grew 5%, said Lang.", quotation=("Teodora Lang", "the Northgate Inc."), Northgate=())
    publish("Polaris grew 5%.", NIGHT + DAY, quotation=("Polaris", ""), Polaris=())
    figure = store.organization_figures("northgate", limit=5)[0]
    assert (figure.date, figure.slug, figure.figure.figure, figure.sources[0].number) == (NIGHT, "d22", "5%", 1)
    said = store.organization_quotations("northgate", limit=5)
    assert [(one.quotation.speaker, one.sources[0].outlet) for one in said] == [("Teodora Lang", "The Ledger")]
    assert [one.quotation.speaker for one in store.organization_quotations("polaris", limit=5)] == ["Polaris"]
    assert store.organization_quotations("northgate", limit=5, offset=1) == ()
    assert [one.figure.figure for one in store.figures(NIGHT)] == ["5%"]
    assert store.figures(NIGHT - DAY) == ()


def test_a_short_name_is_the_longer_ones_once_a_digest_says_so(store, publish) -> None:
    publish("WEF warned.", NIGHT, WEF=())
    assert listed(store) == [("WEF", (), 1)]
    publish("The World Economic Forum (WEF) warned.", NIGHT + DAY, World_Economic_Forum=("WEF",))
    publish("WEF warned again.", NIGHT + 2 * DAY, WEF=())
    assert listed(store) == [("World Economic Forum", ("WEF",), 3)]
    one = store.organization("wef")
    assert one == store.organization("world-economic-forum")
    assert (one.slug, one.latest) == ("world-economic-forum", NIGHT + 2 * DAY)
    slugs = [digest.slug for digest in store.organization_digests("wef", limit=5)]
    assert slugs == ["d24", "d23", "d22"]
    assert [figure.slug for figure in store.organization_figures("wef", limit=5)] == slugs
    assert [hit.slug for hit in store.search("warned", organization="wef", limit=5).hits] == slugs
    assert [hit.slug for hit in store.search("", organization="world-economic-forum", limit=5).hits] == slugs


def test_a_name_of_two_organizations_stays_its_own(store, publish) -> None:
    publish("Meridian Cloud (Meridian) grew.", NIGHT, Meridian_Cloud=("Meridian",))
    publish("Meridian grew.", NIGHT + DAY, Meridian=())
    assert [one[0] for one in listed(store)] == ["Meridian Cloud"]
    publish("Meridian Forum (Meridian) met.", NIGHT + 2 * DAY, Meridian_Forum=("Meridian",))
    assert sorted(one[0] for one in listed(store)) == ["Meridian", "Meridian Cloud", "Meridian Forum"]
    assert store.organization("meridian").digests == 1


def test_another_edition_of_the_date_takes_back_what_the_last_one_told(store, publish) -> None:
    publish("WEF warned.", NIGHT - DAY, WEF=())
    publish("The World Economic Forum (WEF) warned.", NIGHT, World_Economic_Forum=("WEF",))
    publish("Polaris grew.", NIGHT, Polaris=())
    assert sorted(one[0] for one in listed(store)) == ["Polaris", "WEF"]
    assert store.organization("world-economic-forum") is None


def test_what_is_derived_anew_is_the_same(store, publish, url) -> None:
    publish("The World Economic Forum (WEF) warned.", NIGHT + DAY, World_Economic_Forum=("WEF",))
    publish("WEF warned.", NIGHT, WEF=())
    before = store.organizations(limit=10), store.organization_figures("wef", limit=10)
    with store.writing() as connection:
        connection.execute(derivations.delete())
    with Store.open(url) as again:
        assert (again.organizations(limit=10), again.organization_figures("wef", limit=10)) == before


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Northgate Inc.", "northgate"),
        ("Alder Systems, Ltd", "alder-systems"),
        ("Seamen’s Mission", "seamens-mission"),
        ("Seamen's Mission", "seamens-mission"),
        ("Inc", "inc"),
        ("Société Générale S.A.", "societe-generale"),
        ("Harbour Police", "harbor-police"),
        ("Harbor Police", "harbor-police"),
        ("Ministry of Defence", "ministry-of-defense"),
        ("World Health Organisation", "world-health-organization"),
        ("U.N.", "un"),
        ("UN", "un"),
        ("U.N. Security Council", "un-security-council"),
        ("Four Seasons Tour", "four-seasons-tour"),
    ],
)
def test_forms(name: str, expected: str) -> None:
    assert form(name) == expected


def test_any_name_has_a_form() -> None:
    forms = [form(name) for name in ("…", "!", "\ud800", "x" * 3_000, "x" * 3_001, "../..", "\0")]
    assert all(forms)
    assert len(set(forms)) == 7
    assert all(len(one) < 100 and "/" not in one and ".." not in one for one in forms)


def test_only_one_longer_name_owns_a_shorter() -> None:
    assert owner("wef", ["world-economic-forum"]) == "world-economic-forum"
    assert owner("wef", ["a-b-c-d", "e-f-g-h"]) == "wef"
    assert owner("wef", ["we", "wef"]) == "wef"
