"""Mails handed to real mail servers on this machine."""

import socket
from email.message import EmailMessage

import pytest
from pydantic import ValidationError

from extractors.errors import MailNotSent
from flows.delivery import MailOptions, deliver

SECRET = "correct horse"


@pytest.fixture
def message() -> EmailMessage:
    written = EmailMessage()
    written["From"], written["To"], written["Subject"] = "desk@example.org", "mara@example.org", "News"
    written.set_content("It is here.\n.\nStill here.\n")
    return written


def options(server, **more):
    given = {"from": "desk@example.org", "to": ("mara@example.org",), "host": server.host, "port": server.port}
    return MailOptions.model_validate(given | {"security": "none"} | more)


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
@pytest.mark.parametrize("login", [None, ("nightdesk", SECRET)])
def test_a_mail_arrives_whole(mail_server, trusted, message, security, login):
    server = mail_server(security=security, login=login)
    more = {"user": login[0], "password": login[1]} if login else {}
    deliver(message, options(server, security=security, **more))
    (envelope,), (mail,) = server.taken, server.mails
    assert (envelope.mail_from, envelope.rcpt_tos) == ("desk@example.org", ["mara@example.org"])
    assert mail["Subject"] == "News"
    assert mail.get_content().splitlines() == ["It is here.", ".", "Still here."]


def refusal(message, options):
    with pytest.raises(MailNotSent) as caught:
        deliver(message, options)
    text = str(caught.value)
    assert f"{options.host}:{options.server_port}" in text
    assert SECRET not in text
    assert "\n" not in text
    return text, caught.value.later


def test_a_wrong_password(mail_server, trusted, message):
    server = mail_server(security="starttls", login=("nightdesk", "another"))
    text, later = refusal(message, options(server, security="starttls", user="nightdesk", password=SECRET))
    assert "does not accept mail.user and mail.password" in text
    assert not later
    assert server.taken == []


def test_a_server_that_wants_a_login(mail_server, trusted, message):
    server = mail_server(security="starttls", login=("nightdesk", SECRET))
    text, later = refusal(message, options(server, security="starttls"))
    assert "refused (530" in text
    assert not later


def test_a_certificate_that_nobody_vouches_for(mail_server, message):
    for security in ("starttls", "tls"):
        server = mail_server(security=security)
        text, later = refusal(message, options(server, security=security))
        assert "does not prove that it is localhost" in text
        assert not later
        assert server.taken == []


def test_no_password_goes_where_nothing_is_encrypted(mail_server, message):
    server = mail_server(security="none", login=("nightdesk", SECRET))
    text, _ = refusal(message, options(server, security="starttls", user="nightdesk", password=SECRET))
    assert "can't do what is asked" in text
    assert "mail.security" in text


def test_tls_where_none_is_spoken(mail_server, message):
    server = mail_server(security="none")
    text, _ = refusal(message, options(server, security="tls"))
    assert "does not speak TLS there" in text


def test_an_address_that_the_server_does_not_know(mail_server, message):
    server = mail_server()
    server.refused = {"mara@example.org"}
    text, later = refusal(message, options(server))
    assert "does not take the address (550 5.1.1 no such mailbox): see mail.to" in text
    assert not later


def test_a_server_that_is_busy(mail_server, message):
    server = mail_server()
    server.busy = True
    text, later = refusal(message, options(server))
    assert "refused (451 4.3.0 come back later)" in text
    assert later


def test_a_server_that_is_down(mail_server, free_port, message):
    server = mail_server()
    text, later = refusal(message, options(server, port=free_port()))
    assert "can't be reached (Connection refused): see mail.host and mail.port" in text
    assert later


def test_a_server_that_hangs_up(mail_server, message):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)
        import threading

        def hang_up() -> None:
            listener.accept()[0].close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        text, later = refusal(message, options(mail_server(), host="127.0.0.1", port=listener.getsockname()[1]))
        thread.join()
    assert later
    assert "mail.port" in text


# Settings


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"to": ("nobody",)}, "write mail addresses such as reader@example.org"),
        ({"to": ("a@b.example\r\nBcc: c@d.example",)}, "write mail addresses"),
        ({"to": ("A <a@b.example>",)}, "write mail addresses"),
        ({"from": "desk"}, "write a mail address"),
        ({"from": "Desk\r\nBcc: c@d.example <desk@example.org>"}, "write a mail address"),
        ({"from": ""}, "mails need from beside to"),
        ({"host": ""}, "mails need host beside to"),
        ({"user": "nightdesk"}, "give both user and password"),
        ({"user": "nightdesk", "password": "geheimnisträger"}, "must be ASCII"),
        ({"user": "nightdesk", "password": SECRET, "security": "none"}, "only sent encrypted"),
        ({"unsubscribe": "javascript:alert(1)"}, "begins with mailto: or https:"),
        ({"unsubscribe": "https://desk.example/>\r\nBcc: c@d.example"}, "begins with mailto: or https:"),
    ],
)
def test_wrong_settings_are_refused(changes, complaint):
    given = {"from": "desk@example.org", "to": ("mara@example.org",), "host": "mail.example.org"}
    with pytest.raises(ValidationError, match=complaint):
        MailOptions.model_validate(given | changes)


def test_the_password_is_not_shown():
    given = {"from": "desk@example.org", "to": ("mara@example.org",), "host": "mail.example.org", "user": "nightdesk"}
    settings = MailOptions.model_validate(given | {"password": SECRET})
    assert SECRET not in repr(settings)
    assert SECRET not in str(settings)
    assert SECRET not in settings.model_dump_json()
    assert settings.password.get_secret_value() == SECRET


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_ports_follow_from_the_security(security, port):
    assert MailOptions(security=security).server_port == port
    assert MailOptions(security=security, port=2525).server_port == 2525
