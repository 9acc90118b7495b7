"""A stored edition as one file, in the form that somebody asks for."""

from datetime import date

from extractors.errors import NightdeskError
from flows.configuration import Configuration
from reader.addresses import PublicLinks
from reader.downloads import EDITION_FORMS
from reader.mail import edition_mail
from store import Store

_ENDINGS = {"markdown": "md"}


def edition_file(configuration: Configuration, day: date | None, form: str) -> bytes:
    """The edition of that date, or the newest one, as "markdown", "json", "epub", "csv" or "eml".

    Raises:
        NightdeskError: there is no such edition, or it has nothing to mail.
    """
    link, mail = PublicLinks(configuration.serve.reader_url), configuration.mail
    with Store.open(configuration.database_url) as store:
        edition = store.edition(newest_or(store, day))
        if edition is None:
            raise NightdeskError(f"There is no edition of {day}: `nightdesk nightly --date {day}` makes it.")
        if form == "eml":
            sender, recipient = mail.sender or "nightdesk@localhost", next(iter(mail.to), "reader@localhost")
            letter = edition_mail(edition, link, sender=sender, recipient=recipient, unsubscribe=mail.unsubscribe)
            return letter.as_bytes()
        return EDITION_FORMS[_ENDINGS.get(form, form)].made(edition, store, link)


def newest_or(store: Store, day: date | None) -> date:
    """The date given, or that of the newest edition.

    Raises:
        NightdeskError: no date is given, and there is no edition.
    """
    newest = store.editions(limit=1)
    if day is None and not newest:
        raise NightdeskError("There is no edition yet: `nightdesk nightly` makes one.")
    return day or newest[0].date
