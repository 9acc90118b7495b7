"""The command line, `nightdesk`.

Commands import what they need when they run, so that `--help` of any of them answers at once.

Exit codes: 0 done; 1 it could not be done (one sentence on standard error says why and what to do); 2 wrong usage;
3 done, but something needs attention (`check` found a subscription that can't be read, an edition has no digest); 75
another run makes an edition, so this one stepped aside.
"""

import os
import sys
from datetime import date as Date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractors.errors import ConfigurationError
from flows import subscription_commands
from flows.command_frame import NEEDS_ATTENTION, STEPPED_ASIDE, Config
from flows.command_frame import answering as _answering
from flows.command_frame import day as _day

if TYPE_CHECKING:
    from rich.console import Console

    from flows.configuration import Configuration

app = typer.Typer(
    name="nightdesk",
    help="The night desk for news: many sources, one digest, every statement cited to the sentence it stands on.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(subscription_commands.app)

EditionDate = Annotated[
    Date | None,
    typer.Argument(metavar="DATE", parser=_day, help="Edition's date; default: the newest one's."),
]


@app.callback(invoke_without_command=True)
def nightdesk(version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False) -> None:
    """The night desk for news: many sources, one digest, every statement cited to the sentence it stands on."""
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"nightdesk {installed('nightdesk')}")
        raise typer.Exit()


@app.command()
@_answering
def demo(
    folder: Annotated[Path, typer.Option(help="Where the demo's data goes; emptied first.")] = Path("nightdesk-demo"),
    port: Annotated[int, typer.Option(help="First port of the sample newsroom; 0: any free ones.")] = 18470,
) -> None:
    """Run two nights over the sample newsroom that comes with Nightdesk."""
    from flows.demonstration import run_demo

    run_demo(_console(), folder, port)


@app.command()
@_answering
def init(
    path: Annotated[Path, typer.Argument(help="File to write.")] = Path("nightdesk.toml"),
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a commented configuration with some twenty public feeds."""
    from importlib.resources import files

    if path.exists() and not force:
        raise ConfigurationError(f"{path} exists already: name another file, or replace it with --force.")
    try:
        path.write_text(files("flows").joinpath("starter.toml").read_text(encoding="utf-8"), encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"{path} can't be written: {error.strerror}.") from None
    typer.echo(
        f"Wrote {path}. Choose your time zone and subscriptions in it; then `nightdesk check` and `nightdesk nightly`."
    )


@app.command()
@_answering
def nightly(
    date: Annotated[
        Date | None,
        typer.Option(metavar="DATE", parser=_day, help="Edition's local date; default: today's.", show_default=False),
    ] = None,
    config: Config = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Write it again from what is stored; fetch nothing.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Publish nothing.")] = False,
) -> None:
    """Make the edition of a date, now, and show its top."""
    configuration = _configured(config, quiet=True)
    console = _console()
    from flows.nights import refuse_future
    from flows.terminal import watched

    refuse_future(configuration, date)
    with watched(console, "The night runs"):
        from flows.nightly import NightRequest
        from flows.nightly import nightly as flow
        from flows.prefect_environment import hide_refusals

        hide_refusals()
        ended = flow(NightRequest(edition_date=date, rebuild=rebuild, dry_run=dry_run), return_state=True)
    if ended.is_cancelled():
        typer.echo(ended.message, err=True)
        raise typer.Exit(STEPPED_ASIDE)
    result = ended.result()
    from reader.terminal import edition_panel

    if not result.edition.digests:
        typer.echo("No digest could be made; the notes above say why, `nightdesk check` what each feed has.", err=True)
        raise typer.Exit(NEEDS_ATTENTION)
    console.print(edition_panel(result.edition))
    _say_where(console, configuration)


@app.command()
@_answering
def digest(
    urls: Annotated[list[str], typer.Argument(metavar="URL...", help="Articles about one event.", show_default=False)],
    headline: Annotated[
        str, typer.Option(help="Headline, if not the best one of the sources.", show_default=False)
    ] = "",
    config: Config = None,
) -> None:
    """Write one digest of these pages; Markdown on standard output."""
    from extractors.subscriptions import web_address

    for url in urls:
        try:
            web_address(url)
        except ValueError as error:
            raise typer.BadParameter(f"{url} is no web address: {error}.") from None
    configuration = _configured(config, needed=False)
    from flows.chosen_pages import digest_of, leaving_nothing_behind
    from reader.markdown import digest_markdown

    with leaving_nothing_behind(configuration.storage.folder):
        written, skipped = digest_of(configuration, urls, headline)
    for skip in skipped:
        typer.echo(f"Not read: {skip.url}: {skip.why}", err=True)
    typer.echo(digest_markdown(written))
    if skipped:
        raise typer.Exit(NEEDS_ATTENTION)


@app.command()
@_answering
def explain(
    story: Annotated[
        str, typer.Argument(metavar="STORY", help="Id or slug of a story, or how it begins.", show_default=False)
    ],
    date: Annotated[
        Date | None,
        typer.Option(
            metavar="DATE", parser=_day, help="Edition's local date; default: the newest one's.", show_default=False
        ),
    ] = None,
    config: Config = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say why each article of a story is in it, and why the nearest other one is not."""
    configuration = _configured(config)
    from flows.explaining import explanation, night_of, show

    told = explanation(night_of(configuration, date), story)
    if as_json:
        typer.echo(told.model_dump_json(indent=2))
    else:
        show(_console(), told, configuration.edition.timezone)


@app.command()
@_answering
def replay(
    date: Annotated[Date, typer.Argument(parser=_day, help="Date of the edition.", metavar="DATE", show_default=False)],
    config: Config = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Make a past edition again from what is stored, and say whether, and by what, it would be another now."""
    configuration = _configured(config)
    from flows.replay import replay as replayed
    from flows.replay_report import show

    found = replayed(configuration, date)
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        show(_console(), found)
    if not found.same:
        raise typer.Exit(NEEDS_ATTENTION)


@app.command()
@_answering
def read(
    config: Config = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Serve the digests for reading, until interrupted."""
    configuration = _configured(config)
    import threading

    from flows.serving import interruptible, reader

    with interruptible() as end, reader(configuration, end) as address:
        typer.echo(f"Read at {address}   (Ctrl-C ends it)")
        if open_browser:
            typer.launch(address)
        threading.Event().wait()


@app.command()
@_answering
def serve(config: Config = None) -> None:
    """Run everything: Prefect with its UI, the nightly schedule, and the reader."""
    configuration = _configured(config)
    alone = not os.environ.get("PREFECT_API_URL")
    from flows.ports import only_one
    from flows.prefect_server import prefect_server
    from flows.serving import interruptible, reader

    with (
        interruptible() as end,
        only_one(configuration.storage.folder),
        reader(configuration, end) as pages,
        prefect_server(configuration, end) as server,
    ):
        from flows.alerts import keep_alerts
        from flows.deployments import serve_deployments

        keep_alerts(configuration, server)
        at, zone = configuration.edition.time, configuration.edition.timezone
        typer.echo(f"Digests      {pages}")
        typer.echo(f"Prefect UI   {server}")
        typer.echo(f"Run now      {server}/deployments")
        typer.echo(f"Next edition daily at {at:%H:%M} {zone}   (Ctrl-C ends everything)")
        sys.stdout.flush()
        serve_deployments(configuration, alone=alone)


@app.command()
@_answering
def check(
    config: Config = None,
    pages: Annotated[
        bool, typer.Option("--pages", help="Also fetch one article of each, and say what is read in it.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Validate the configuration, ask each subscription, and say what would be read and what stands in the way."""
    configuration = _configured(config)
    from flows.check_report import checked_with_bar, show

    report = checked_with_bar(configuration, pages=pages)
    if as_json:
        typer.echo(report.model_dump_json(indent=2))
    else:
        show(_console(), report)
    if report.needs_attention:
        raise typer.Exit(NEEDS_ATTENTION)


@app.command()
@_answering
def export(
    folder: Annotated[Path, typer.Argument(help="Where the files go.", show_default=False)], config: Config = None
) -> None:
    """Write all pages as a static site that works from a folder."""
    configuration = _configured(config)
    from reader.site import export as export_site
    from store import Store

    with Store.open(configuration.database_url) as store:
        pages = export_site(store, folder, public_url=configuration.serve.reader_url)
    typer.echo(f"Wrote {pages} pages; open {folder / 'index.html'}")


class Form(StrEnum):
    """What `nightdesk edition` writes."""

    MARKDOWN = "markdown"
    JSON = "json"
    EPUB = "epub"
    CSV = "csv"
    EML = "eml"


@app.command()
@_answering
def edition(
    date: EditionDate = None,
    form: Annotated[
        Form, typer.Option("--format", "-f", help="One text, one document, a book, its key figures, or the mail.")
    ] = Form.MARKDOWN,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; default: standard output.", show_default=False)
    ] = None,
    config: Config = None,
) -> None:
    """Write an edition as one file: Markdown, JSON, EPUB, its key figures as CSV, or the mail."""
    configuration = _configured(config)
    if output is None and form is Form.EPUB and sys.stdout.isatty():
        raise typer.BadParameter("a book is no text for a terminal: name a file with --output")
    from flows.editions import edition_file

    body = edition_file(configuration, date, form.value)
    if output is None:
        typer.echo(body, nl=False)
        return
    try:
        output.write_bytes(body)
    except OSError as error:
        raise ConfigurationError(f"{output} can't be written: {error.strerror}.") from None
    typer.echo(f"Wrote {output}")


@app.command()
@_answering
def mail(
    date: EditionDate = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Send nothing; say what would be sent.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Mail also to addresses that it has gone to.")] = False,
    config: Config = None,
) -> None:
    """Mail an edition to the addresses of `mail.to` that it has not gone to yet."""
    configuration = _configured(config)
    from flows.editions import newest_or
    from flows.mailing import mail_edition, mails_of
    from flows.nights import now
    from store import Store

    with Store.open(configuration.database_url) as store:
        day = newest_or(store, date)
        if dry_run:
            for recipient, message, went in mails_of(store, configuration, day):
                would = "it went there already" if went and not again else f"{len(message.as_bytes()):,} bytes"
                typer.echo(f"Edition {day} to {recipient}: {would}")
            return
        mailed = mail_edition(store, configuration, day, now, again=again)
    for recipient in mailed.sent:
        typer.echo(f"Edition {day} went to {recipient}")
    for recipient in mailed.before:
        typer.echo(f"Edition {day} had gone to {recipient} already; --again mails it anew")
    for recipient, reason in mailed.failed:
        typer.echo(f"Edition {day} did not go to {recipient}: {reason}", err=True)
    if mailed.failed:
        raise typer.Exit(1)


def _configured(file: Path | None, *, needed: bool = True, quiet: bool = False) -> "Configuration":
    """The configuration, with the environment made ready for flows that load it themselves."""
    from flows.configuration import CONFIGURATION_VARIABLE, DEFAULT_FILE, chosen_file, load, without_file
    from flows.prefect_environment import prepare

    if file is None and not needed and not os.environ.get(CONFIGURATION_VARIABLE) and not DEFAULT_FILE.exists():
        return without_file()
    configuration = load(file)
    os.environ[CONFIGURATION_VARIABLE] = str(chosen_file(file).absolute())
    prepare(configuration.storage.folder, quiet=quiet)
    return configuration


def _console() -> "Console":
    from rich.console import Console

    return Console()


def _say_where(console: "Console", configuration: "Configuration") -> None:
    from sqlalchemy import make_url

    database = make_url(configuration.database_url).render_as_string(hide_password=True)
    console.print(f"Stored in {database}", soft_wrap=True, highlight=False)
    option = f" --config {os.environ['NIGHTDESK_CONFIG']}"
    console.print(f"Read it:  nightdesk read{option}", soft_wrap=True, highlight=False)
