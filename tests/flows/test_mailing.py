"""An edition goes by mail once to each address, whatever happens."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from extractors.articles import Article, Paragraph
from extractors.errors import ConfigurationError, NightdeskError
from extractors.subscriptions import Category
from flows.configuration import Configuration, load
from flows.mailing import mail_edition
from store import Store
from summarizer.digests import Digest, Edition, Source, Statement
from summarizer.stories import Claim, Evidence

NIGHT = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 4, 40, tzinfo=UTC)
TEXT = "The ferry line to Sundholm will close on 14 March."


def edition(headline: str = "Ferry line to close", *, digests: int = 1) -> tuple[Edition, Article]:
    article = Article(
        url="https://harborwire.example/ferry",
        outlet="Harbor Wire",
        headline=headline,
        published=AT,
        fetched=AT,
        category=Category.WORLD,
        text=TEXT,
        paragraphs=(Paragraph(start=0, end=len(TEXT), kind="paragraph"),),
    )
    cited = Evidence(article=article.id, start=0, end=len(TEXT))
    digest = Digest(
        date=NIGHT,
        slug="ferry",
        story="ferry",
        headline=headline,
        headline_article=article.id,
        category=Category.WORLD,
        updated=AT,
        tldr=(Statement(text=TEXT, claims=(Claim(evidence=(cited,)),)),),
        sections=(),
        sources=(
            Source(
                number=1,
                article=article.id,
                url=article.url,
                outlet=article.outlet,
                headline=headline,
                excerpt=TEXT,
                voice=1,
            ),
        ),
    )
    made = Edition(date=NIGHT, timezone="UTC", since=AT, until=AT, articles=1, digests=(digest,) * digests)
    return made, article


def publish(store: Store, *args: object, **more: object) -> None:
    made, article = edition(*args, **more)
    store.record_extractions(NIGHT, [(article.url, article)])
    store.publish(made, (), at=AT)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path}/data/nightdesk.db") as opened:
        publish(opened)
        yield opened


@pytest.fixture
def configured_for(tmp_path: Path) -> Callable[..., Configuration]:
    """A configuration that mails through that server to these addresses."""

    def made(server, *to: str) -> Configuration:
        lines = ["[mail]", f"to = {list(to)}", 'from = "desk@example.org"', f'host = "{server.host}"']
        lines += [f"port = {server.port}", 'security = "none"', "[serve]", 'public_url = "https://desk.example"']
        (tmp_path / "nightdesk.toml").write_text("\n".join(lines), encoding="utf-8")
        return load(tmp_path / "nightdesk.toml")

    return made


def now() -> datetime:
    return AT


def test_each_address_gets_a_mail_of_its_own_once(mail_server, store, configured_for):
    server = mail_server()
    configuration = configured_for(server, "mara@example.org", "jonas@example.org")
    first = mail_edition(store, configuration, NIGHT, now)
    assert first.sent == ("mara@example.org", "jonas@example.org")
    assert [one.rcpt_tos for one in server.taken] == [["mara@example.org"], ["jonas@example.org"]]
    assert [mail["To"] for mail in server.mails] == ["mara@example.org", "jonas@example.org"]
    assert "https://desk.example/editions/2026-11-22/ferry" in server.mails[0].get_body(("plain",)).get_content()
    second = mail_edition(store, configuration, NIGHT, now)
    assert (second.sent, second.before) == ((), first.sent)
    assert len(server.taken) == 2


def test_an_edition_that_is_published_anew_is_not_mailed_anew_unless_asked(mail_server, store, configured_for):
    server = mail_server()
    configuration = configured_for(server, "mara@example.org")
    mail_edition(store, configuration, NIGHT, now)
    publish(store, "Ferry line to close in March")
    assert mail_edition(store, configuration, NIGHT, now).sent == ()
    assert mail_edition(store, configuration, NIGHT, now, again=True).sent == ("mara@example.org",)
    first, second = server.mails
    assert second["Subject"] == "22 November 2026: Ferry line to close in March"
    assert first["Message-ID"] != second["Message-ID"]


def test_who_could_not_be_reached_gets_it_the_next_time_and_nobody_twice(mail_server, store, configured_for):
    server = mail_server()
    configuration = configured_for(server, "mara@example.org", "gone@example.org", "jonas@example.org")
    server.refused = {"gone@example.org"}
    mailed = mail_edition(store, configuration, NIGHT, now)
    assert mailed.sent == ("mara@example.org", "jonas@example.org")
    ((recipient, reason),) = mailed.failed
    assert recipient == "gone@example.org"
    assert "see mail.to" in reason
    assert not mailed.later
    server.refused = set()
    assert mail_edition(store, configuration, NIGHT, now).sent == ("gone@example.org",)
    assert len(server.taken) == 3


def test_a_server_that_is_down_is_for_later(mail_server, store, configured_for, free_port):
    server = mail_server()
    server.port, port = free_port(), server.port
    mailed = mail_edition(store, configured_for(server, "mara@example.org"), NIGHT, now)
    assert mailed.later
    assert mailed.sent == ()
    server.port = port
    assert mail_edition(store, configured_for(server, "mara@example.org"), NIGHT, now).sent == ("mara@example.org",)


def test_what_there_is_not_is_not_mailed(mail_server, store, configured_for):
    server = mail_server()
    configuration = configured_for(server, "mara@example.org")
    with pytest.raises(NightdeskError, match="There is no edition of 2026-11-23"):
        mail_edition(store, configuration, date(2026, 11, 23), now)
    publish(store, digests=0)
    with pytest.raises(NightdeskError, match="no digest to mail"):
        mail_edition(store, configuration, NIGHT, now)
    assert server.taken == []
    assert store.mailed(NIGHT) == ()


def test_without_addresses_there_is_no_mail(store):
    with pytest.raises(ConfigurationError, match="Nobody is to get mails"):
        mail_edition(store, Configuration(), NIGHT, now)
