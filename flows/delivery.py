"""Mails through an SMTP server: its settings, and one mail handed over."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPAuthenticationError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr, field_validator, model_validator

from extractors.errors import MailNotSent

_SECONDS = 30
"""How long a server may take to answer."""
_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


class MailOptions(BaseModel, frozen=True, extra="forbid"):
    """Who gets the edition as a mail, and through which server. Without `to`, no mail is sent."""

    to: tuple[str, ...] = Field((), description="Addresses that get each edition, each in a mail of its own.")
    sender: str = Field(
        "",
        alias="from",
        description='Address that mails come from, as "desk@example.org" or "Nightdesk <desk@example.org>".',
    )
    host: str = Field("", description="Name of the SMTP server.")
    port: int | None = Field(None, ge=1, le=65535, description="Its port; default: 587, with tls 465, with none 25.")
    security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the connection is encrypted: after its start, from its start, or not."
    )
    user: str = Field("", description="Name to log in with; empty: no login.")
    password: SecretStr = Field(SecretStr(""), description="Password to log in with.")
    unsubscribe: str = Field("", description="mailto: or https: address where readers unsubscribe.")

    @property
    def server_port(self) -> int:
        """The port that is connected to."""
        return self.port or _PORTS[self.security]

    @field_validator("to")
    @classmethod
    def _addresses(cls, to: tuple[str, ...]) -> tuple[str, ...]:
        for address in to:
            if not _is_address(address):
                raise ValueError(f"write mail addresses such as reader@example.org, not {address!r}")
        return tuple(dict.fromkeys(to))

    @field_validator("sender")
    @classmethod
    def _one_address(cls, sender: str) -> str:
        if sender and not (_is_address(parseaddr(sender)[1]) and sender.isprintable()):
            raise ValueError("write a mail address such as desk@example.org or Nightdesk <desk@example.org>")
        return sender

    @field_validator("unsubscribe")
    @classmethod
    def _opens(cls, address: str) -> str:
        scheme = urlsplit(address).scheme
        if address and (scheme not in ("mailto", "https") or not address.isascii() or set(address) & set(" <>\r\n\t")):
            raise ValueError("write an address that begins with mailto: or https://")
        return address

    @model_validator(mode="after")
    def _enough(self) -> "MailOptions":
        missing = [name for name, value in (("from", self.sender), ("host", self.host)) if not value]
        if self.to and missing:
            raise ValueError(f"mails need {' and '.join(missing)} beside to")
        if bool(self.user) != bool(self.password.get_secret_value()):
            raise ValueError("to log in, give both user and password")
        if not (self.user + self.password.get_secret_value()).isascii():
            raise ValueError("user and password must be ASCII, as logins by mail are")
        if self.user and self.security == "none" and self.host not in _THIS_MACHINE:
            raise ValueError("a password is only sent encrypted: set security to starttls or tls")
        return self


def _is_address(text: str) -> bool:
    try:
        parsed = Address(addr_spec=text)
    except (HeaderParseError, ValueError, IndexError):
        return False
    return bool(parsed.username and parsed.domain) and text.isprintable() and " " not in text


def deliver(message: EmailMessage, options: MailOptions) -> None:
    """Hands the message to the server for the address in its To.

    Raises:
        MailNotSent: the server can't be reached, doesn't prove who it is, or refuses; the message says which setting to
            look at, and never holds the password.
    """
    with _sentences(options), _connected(options) as server:
        if options.user:
            server.login(options.user, options.password.get_secret_value())
        server.send_message(message)


@contextmanager
def _connected(options: MailOptions) -> Iterator[SMTP]:
    host, port = options.host, options.server_port
    trusted = ssl.create_default_context()
    if options.security == "tls":
        with SMTP_SSL(host, port, timeout=_SECONDS, context=trusted) as server:
            yield server
        return
    with SMTP(host, port, timeout=_SECONDS) as server:
        if options.security == "starttls":
            server.starttls(context=trusted)
        yield server


@contextmanager
def _sentences(options: MailOptions) -> Iterator[None]:
    """Turns what goes wrong into one sentence that names the setting to look at."""
    server = f"The mail server {options.host}:{options.server_port}"
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise MailNotSent(
            f"{server} does not prove that it is {options.host} ({error.verify_message}): see mail.host, or let this "
            "machine trust its certificate (SSL_CERT_FILE)."
        ) from error
    except ssl.SSLError as error:
        raise MailNotSent(
            f"{server} does not speak TLS there ({error.reason or error}): see mail.security and mail.port."
        ) from error
    except SMTPAuthenticationError as error:
        raise MailNotSent(f"{server} does not accept mail.user and mail.password (code {error.smtp_code}).") from error
    except SMTPNotSupportedError as error:
        raise MailNotSent(f"{server} can't do what is asked ({error}): see mail.security and mail.user.") from error
    except SMTPRecipientsRefused as error:
        code, reply = next(iter(error.recipients.values()))
        raise MailNotSent(
            f"{server} does not take the address ({code} {_shown(reply)}): see mail.to.", later=code < 500
        ) from error
    except SMTPServerDisconnected as error:
        raise MailNotSent(f"{server} hung up: see mail.security and mail.port, or try later.", later=True) from error
    except SMTPResponseException as error:
        said = f"{error.smtp_code} {_shown(error.smtp_error)}"
        raise MailNotSent(f"{server} refused ({said}): see mail.from.", later=error.smtp_code < 500) from error
    except (SMTPException, OSError) as error:
        reason = getattr(error, "strerror", None) or error
        temporary = not isinstance(error, socket.gaierror)
        raise MailNotSent(
            f"{server} can't be reached ({reason}): see mail.host and mail.port, and whether it runs.", later=temporary
        ) from error


def _shown(reply: bytes | str) -> str:
    text = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
    return " ".join(text.split())[:200]
