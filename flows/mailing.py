"""The mail of an edition: to each address once, however often its night runs."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from email.message import EmailMessage

from pydantic import BaseModel

from extractors.errors import ConfigurationError, MailNotSent, NightdeskError
from flows.configuration import Configuration
from flows.delivery import deliver
from reader.addresses import PublicLinks
from reader.mail import edition_mail
from store import Store


class Mailed(BaseModel, frozen=True, extra="forbid"):
    """What came of mailing an edition."""

    sent: tuple[str, ...] = ()
    """Addresses that it went to now."""
    before: tuple[str, ...] = ()
    """Addresses that it had gone to already."""
    failed: tuple[tuple[str, str], ...] = ()
    """Addresses that it could not go to, each with the reason in one sentence."""
    later: bool = False
    """Whether one of these may go well in a while."""


def mail_edition(
    store: Store, configuration: Configuration, day: date, now: Callable[[], datetime], *, again: bool = False
) -> Mailed:
    """Mails the stored edition of that date to the configured addresses that it has not gone to yet.

    The note that it went is made before, so that two runs never mail twice, and taken back where the mail server did
    not take it. An edition that is published anew is not mailed anew: the mail links to its pages, which are.

    Args:
        again: mail also to addresses that it has gone to.

    Raises:
        ConfigurationError: no address is configured.
        NightdeskError: there is no edition of that date, or it has no digest.
    """
    sent: list[str] = []
    before: list[str] = []
    failed: list[tuple[str, str]] = []
    later = False
    for recipient, message, _ in mails_of(store, configuration, day):
        claimed = store.claim_mail(day, recipient, at=now())
        if not claimed and not again:
            before.append(recipient)
            continue
        try:
            deliver(message, configuration.mail)
        except MailNotSent as error:
            if claimed:
                store.release_mail(day, recipient)
            failed.append((recipient, str(error)))
            later = later or error.later
        except BaseException:
            if claimed:
                store.release_mail(day, recipient)
            raise
        else:
            sent.append(recipient)
    return Mailed(sent=tuple(sent), before=tuple(before), failed=tuple(failed), later=later)


def mails_of(store: Store, configuration: Configuration, day: date) -> Iterator[tuple[str, EmailMessage, bool]]:
    """For each configured address the mail that it gets, and whether it has gone there already.

    Raises:
        ConfigurationError: no address is configured.
        NightdeskError: there is no edition of that date, or it has no digest.
    """
    options, edition = configuration.mail, store.edition(day)
    if not options.to:
        raise ConfigurationError("Nobody is to get mails: set mail.to, mail.from and mail.host in the configuration.")
    if edition is None:
        raise NightdeskError(f"There is no edition of {day}: `nightdesk nightly --date {day}` makes it.")
    link = PublicLinks(configuration.serve.reader_url)
    gone = set(store.mailed(day))
    for recipient in options.to:
        message = edition_mail(
            edition, link, sender=options.sender, recipient=recipient, unsubscribe=options.unsubscribe
        )
        yield recipient, message, recipient in gone
