"""An edition as an e-mail: HTML with its styles inline, and a plain-text twin.

Mail programs clip long mails (Gmail at 102 kB), so a mail is kept below `MOST_BYTES`, by one rule: from the top, each
digest is printed whole that fits beside the TL;DRs of the others; if even the TL;DRs are too much, the last ones give
their headline alone, or nothing. The head says how many are whole, and each links to its page. The same edition and
recipient give the same bytes.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from itertools import islice
from typing import Literal

from lxml import html
from markupsafe import Markup

from extractors.errors import NightdeskError
from reader import addresses
from reader.addresses import PublicLinks
from reader.bodies import render, source_marks
from reader.book import updated
from reader.outside import printable
from reader.plain_text import body_text, headline_text, summary_text, wrapped
from reader.templating import environment
from reader.wording import BYLINE, METHOD, count, day, moment, weekday
from summarizer.digests import Digest, Edition

MOST_BYTES = 90_000
"""Of a whole mail, as it is sent."""

Detail = Literal["whole", "summary", "headline"]

_SUBJECT = 110  # characters, which most programs show in full
_LONG_WORD = 24  # characters, beyond which a word would widen a table on a phone
_STYLES = {  # by element, and by its class
    "div.preheader": "display:none;max-height:0;overflow:hidden;mso-hide:all",
    "div.page": "max-width:640px;margin:0 auto;padding:8px 16px 32px;overflow-wrap:break-word;"
    "font:17px/1.5 Georgia,'Times New Roman',serif",
    "h1": "font-size:28px;line-height:1.2;margin:0 0 4px",
    "h2": "font:bold 15px/1.3 Helvetica,Arial,sans-serif;margin:24px 0 8px",
    "h2.headline": "font:bold 22px/1.25 Georgia,'Times New Roman',serif;margin:32px 0 4px;padding-top:20px;"
    "border-top:1px solid #999",
    "h3": "font:bold 15px/1.3 Helvetica,Arial,sans-serif;margin:12px 0 4px",
    # Colours that can be read on white and on black, whichever a mail program makes of them.
    "a": "color:#1a73e8",
    "a.title": "color:inherit;text-decoration:none",
    "em": "color:#767676;font:normal 14px/1.4 Helvetica,Arial,sans-serif",
    "small": "color:#767676;font:normal 14px/1.4 Helvetica,Arial,sans-serif",
    "ul": "padding-left:20px",
    "ol": "padding-left:24px;font-size:15px",
    "sup": "font-size:12px;line-height:0",
    # What cells share stands in tables and rows: a mail has many cells, and little room.
    "table": "border-collapse:collapse;font:14px/1.4 Helvetica,Arial,sans-serif",
    "tr": "border-bottom:1px solid #999;vertical-align:top",
    "th": "text-align:left",
    "blockquote": "margin:12px 0 4px;padding-left:12px;border-left:3px solid #999",
    "p.speaker": "margin:0 0 16px 15px",
    "hr": "border:0;border-top:1px solid #999;margin:32px 0 16px",
}


def edition_mail(
    edition: Edition, link: PublicLinks, *, sender: str, recipient: str, unsubscribe: str = ""
) -> EmailMessage:
    """The mail to `recipient`.

    Raises:
        NightdeskError: the edition has no digest: nothing new is no reason to write.
    """
    if not edition.digests:
        raise NightdeskError(f"The edition of {edition.date} has no digest to mail: mail another one.")
    letter = _Letter(edition, link, unsubscribe)
    number = len(edition.digests)

    def message(details: tuple[Detail, ...]) -> EmailMessage:
        return _message(letter, details, sender, recipient)

    def fits(details: tuple[Detail, ...]) -> bool:
        return len(message(details).as_bytes()) < MOST_BYTES

    shortening = bisect_left(range(3 * number), True, key=lambda step: fits(_details(number, step)))
    details = _details(number, shortening)
    if shortening <= number:
        # The first one that did not fit whole was too long; a shorter one further down may fit.
        for place in range(number - shortening + 1, number):
            fuller = (*details[:place], "whole", *details[place + 1 :])
            details = fuller if fits(fuller) else details
    return message(details)


def _details(digests: int, shortening: int) -> tuple[Detail, ...]:
    """How much each digest gives, those left out not counted; with each step one digest gives less."""
    ladder: tuple[Detail, ...] = ("whole", "summary", "headline")
    level, shorter = divmod(shortening, digests)
    full = digests - shorter
    if level >= len(ladder):
        return ()
    behind = ladder[level + 1 : level + 2]
    return (*(ladder[level],) * full, *behind * shorter)


def _shortened(details: tuple[Detail, ...]) -> str:
    """How many of the digests are whole, and what the others give; empty where all are whole."""
    whole = details.count("whole")
    if whole == len(details):
        return ""
    others = "TL;DRs" if "headline" not in details else "TL;DRs or headlines"
    are = f"{whole} of {count(len(details), 'digest')} {'is' if whole == 1 else 'are'} whole here"
    return f"{are}, to keep this mail short; of the others it has {others}, and the web all of them"


def _message(letter: "_Letter", details: tuple[Detail, ...], sender: str, recipient: str) -> EmailMessage:
    text, page = letter.text(details), letter.page(details)
    digest = hashlib.sha256("\0".join((recipient, text, page)).encode(errors="replace")).hexdigest()
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(updated(letter.edition))
    domain = message["From"].addresses[0].domain or "localhost"
    message["Message-ID"] = f"<edition.{letter.edition.date.isoformat()}.{digest[:24]}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    message["Content-Language"] = "en"  # what sets the content takes headers of content away
    message.set_boundary(f"=_{digest[:32]}")
    return message


class _Letter:
    """What a mail says, in either form, in whichever detail."""

    def __init__(self, edition: Edition, link: PublicLinks, unsubscribe: str) -> None:
        self.edition = edition
        self.unsubscribe = unsubscribe
        self._link = link
        self._body = cache(self._written_body)

    @property
    def subject(self) -> str:
        """Date and first headline, shortened."""
        full = f"{day(self.edition.date)}: {printable(self.edition.digests[0].headline)}"
        return full if len(full) <= _SUBJECT else f"{full[:_SUBJECT].rpartition(' ')[0] or full[:_SUBJECT]} …"

    def page(self, details: tuple[Detail, ...]) -> str:
        first = self.edition.digests[0]
        written = (
            environment()
            .get_template("mail.html")
            .render(
                edition=self.edition,
                link=self._link,
                subject=self.subject,
                preheader=first.tldr[0].text if first.tldr else first.headline,
                told=[
                    (digest, Markup(self._body(place, detail)))  # noqa: S704  a template's own
                    for place, (digest, detail) in enumerate(zip(self.edition.digests, details, strict=False))
                ],
                shortened=_shortened(details),
                left_out=len(self.edition.digests) - len(details),
                unread=sum(len(report.skipped) for report in self.edition.sources),
                unsubscribe=self.unsubscribe,
            )
        )
        return _styled(written)

    def _written_body(self, place: int, detail: Detail) -> str:
        digest = self.edition.digests[place]
        if detail == "whole":
            return self._rendered("mail_digest.html", digest)
        return self._rendered("mail_summary.html", digest) if detail == "summary" else ""

    def _rendered(self, template: str, digest: Digest) -> str:
        cited = set(digest.numbers(item for one in digest.tldr for item in one.evidence))
        timezone = self.edition.timezone
        mark = source_marks(digest)
        return render(template, digest, mark=mark, timezone=timezone, link=self._link, cited=cited)

    def text(self, details: tuple[Detail, ...]) -> str:
        return "\n".join(self._lines(details)) + "\n"

    def _lines(self, details: tuple[Detail, ...]) -> Iterator[str]:
        edition, address = self.edition, self._link(addresses.edition(self.edition.date))
        yield f"NIGHTDESK, {weekday(edition.date)}"
        yield f"{count(len(edition.digests), 'digest')} from {count(edition.articles, 'article')}"
        yield f"Articles until {moment(edition.until, edition.timezone)}"
        yield f"On the web: {address}"
        if shortened := _shortened(details):
            yield wrapped(f"{shortened}.", first="", then="")
        for rank, (digest, detail) in enumerate(zip(edition.digests, details, strict=False), start=1):
            yield ""
            yield ""
            yield from headline_text(rank, digest, self._link)
            if detail != "headline":
                yield from body_text(digest, edition.timezone) if detail == "whole" else summary_text(digest)
        yield ""
        yield ""
        if left_out := len(edition.digests) - len(details):
            yield f"{count(left_out, 'more digest')} on the web: {address}"
        yield wrapped(f"That is the whole edition. {BYLINE}: {METHOD}.", first="", then="")
        if self.unsubscribe:
            yield f"Unsubscribe: {self.unsubscribe}"


def _styled(page: str) -> str:
    """The page with the styles of its elements in the elements, as mail programs drop style sheets."""
    document = html.document_fromstring(page)
    for element in islice(document.iter(), 1, None):
        style = _STYLES.get(f"{element.tag}.{element.get('class')}") or _STYLES.get(element.tag)
        if style:
            element.set("style", style)
            element.attrib.pop("class", None)
        if element.tag == "table":
            element.set("cellpadding", "4")
            if max(len(word) for text in element.itertext() for word in text.split()) > _LONG_WORD:
                element.set("style", f"{style};overflow-wrap:anywhere")
    written: str = html.tostring(document, encoding="unicode", doctype="<!doctype html>")
    return written
