"""The sample newsroom, configurations that subscribe to it, a real Prefect server, and real mail servers."""

import json
import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from newsroom import Newsroom, load_outlets, open_newsroom


@pytest.fixture(scope="session", autouse=True)
def clean_environment() -> Iterator[None]:
    """No variable of Nightdesk's or of Prefect's, neither from outside nor left by a test."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("NIGHTDESK_", "PREFECT_"))]:
            patch.delenv(name)
        yield


@pytest.fixture(autouse=True)
def restored_environment() -> Iterator[None]:
    """Commands leave variables for the flows that they start; no other test sees them."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ |= before


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom(night=1) as opened:
        yield opened


@pytest.fixture(scope="session")
def configured() -> Callable[..., Path]:
    """Writes a configuration that subscribes to the newsroom, and gives its path; keys of sections as arguments."""

    def write(folder: Path, newsroom: Newsroom, *, without: str = "", **sections: dict[str, object]) -> Path:
        names = {outlet.key: outlet.name for outlet in load_outlets()}
        given: dict[str, dict[str, object]] = {
            "edition": {"timezone": "UTC", "time": "22:00:00"},
            "storage": {"folder": "data"},
            "fetch": {
                "allow_private_addresses": True,
                "per_host_delay_seconds": 0,
                "per_host_concurrency": 8,
                "backoff_seconds": 0.01,
            },
        }
        lines = []
        for section, keys in (given | sections).items():
            lines += [f"[{section}]", *_pairs(given.get(section, {}) | keys)]
        for one in newsroom.subscriptions:
            if one.outlet != without:
                values = {"outlet": names[one.outlet], "url": one.url, "kind": one.kind, "category": one.category}
                lines += ["[[subscriptions]]", *_pairs(values | {"language": one.language})]
        file = folder / "nightdesk.toml"
        file.write_text("\n".join(lines), encoding="utf-8")
        return file

    return write


def _pairs(values: dict[str, object]) -> list[str]:
    return [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    """A port that nothing listens on."""

    def find() -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])

    return find


@pytest.fixture(scope="session")
def run_apart() -> Iterator[Callable[..., tuple[int, int]]]:
    """Runs a night in a process of its own, until it ends or kills itself; gives its exit code, and the most memory
    that it held, in kilobytes."""
    with subprocess.Popen(
        [sys.executable, Path(__file__).with_name("night_desk.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as desk:
        assert desk.stdin
        assert desk.stdout
        order, answer = desk.stdin, desk.stdout

        def run(
            config: Path, edition: date, *, stage: str = "", write: int = 0, statement: int = 0, batch: int = 40
        ) -> tuple[int, int]:
            given = {"stage": stage, "write": write, "statement": statement, "batch": batch}
            print(json.dumps(given | {"config": str(config), "date": str(edition)}), file=order, flush=True)
            code, peak = answer.readline().split()
            return int(code), int(peak)

        yield run
        order.close()


@pytest.fixture(scope="session")
def prefect(tmp_path_factory: pytest.TempPathFactory, free_port: Callable[[], int]) -> Iterator[str]:
    """The address of a Prefect server with a home of its own; flows that run here report to it."""
    assert "prefect" not in sys.modules, "Prefect takes its home from the environment when it is imported"
    from flows.configuration import Configuration, ServeOptions
    from flows.prefect_environment import prepare
    from flows.prefect_server import prefect_server

    before = dict(os.environ)
    prepare(tmp_path_factory.mktemp("prefect"), quiet=True)
    with prefect_server(Configuration(serve=ServeOptions(prefect_port=free_port()))) as address:
        from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

        # The heartbeat's thread would hold every flow for a second at its end.
        with temporary_settings({PREFECT_API_URL: f"{address}/api", PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            os.environ.clear()  # other programs that tests start have servers of their own
            os.environ |= before
            yield address


@dataclass
class MailServer:
    """A mail server on this machine, and what it took."""

    host: str
    port: int
    taken: list[Envelope] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    """Addresses that it does not know."""
    busy: bool = False
    """Whether it asks to come back later."""

    @property
    def mails(self) -> list[EmailMessage]:
        """The mails that it took."""
        return [message_from_bytes(bytes(one.content or b""), policy=policy.default) for one in self.taken]

    async def handle_RCPT(
        self, server: object, session: object, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:
        if self.busy:
            return "451 4.3.0 come back later"
        self.taken.append(envelope)
        return "250 OK"


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> trustme.CA:
    """Signs the mail servers' certificates."""
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine trusts that authority."""
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


@pytest.fixture
def mail_server(authority: trustme.CA) -> Iterator[Callable[..., MailServer]]:
    """Starts mail servers: `security` as in the configuration, `login` name and password that they want."""
    running: list[Controller] = []

    def start(*, security: str = "none", login: tuple[str, str] | None = None) -> MailServer:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(context)
        server = MailServer("localhost", 0)

        def known(
            _server: object, _session: object, _envelope: object, mechanism: str, data: LoginPassword
        ) -> AuthResult:
            given = (data.login.decode(), data.password.decode())
            return AuthResult(success=given == login, handled=False)

        options: dict[str, object] = {"hostname": "127.0.0.1", "port": 0, "server_hostname": "localhost"}
        if security == "starttls":
            options |= {"tls_context": context, "require_starttls": True}
        if login:
            options |= {"authenticator": known, "auth_required": True, "auth_require_tls": security == "starttls"}
        if security == "tls":
            options["ssl_context"] = context
        controller = _AnyPort(server, **options)
        controller.start()
        running.append(controller)
        server.port = controller.port
        return server

    yield start
    for controller in running:
        controller.stop()


class _AnyPort(Controller):
    """Listens on a port that is free."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
