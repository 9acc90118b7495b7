"""`nightdesk subscriptions import` and `export`: OPML, which every feed reader writes and reads."""

from pathlib import Path
from typing import Annotated

import typer

from extractors.errors import ConfigurationError
from extractors.subscriptions import Category
from flows.command_frame import NEEDS_ATTENTION, Config, answering

app = typer.Typer(
    name="subscriptions",
    help="Bring subscriptions from a feed reader, or take them to one (OPML).",
    no_args_is_help=True,
)


@app.command("import")
@answering
def import_subscriptions(
    file: Annotated[Path, typer.Argument(help="OPML file that a feed reader exported.", show_default=False)],
    category: Annotated[Category, typer.Option(help="For feeds in no folder of a known name.")] = Category.WORLD,
    config: Config = None,
) -> None:
    """Add the feeds of an OPML file to the configuration; its comments stay."""
    from flows.configuration import chosen_file
    from flows.subscription_files import import_opml

    path = chosen_file(config)
    imported = import_opml(file, path, category)
    for one in imported.added:
        typer.echo(f"Added          {one.outlet} ({one.category.value}): {one.url}")
    for one in imported.known:
        typer.echo(f"There already  {one.outlet}: {one.url}")
    for sentence in imported.refused:
        typer.echo(f"Left out       {sentence}")
    counts = f"{len(imported.added)} added, {len(imported.known)} there already, {len(imported.refused)} left out"
    typer.echo(f"{path}: {counts}." + (" Now try `nightdesk check`." if imported.added else ""))
    if imported.refused:
        raise typer.Exit(NEEDS_ATTENTION)


@app.command("export")
@answering
def export_subscriptions(
    file: Annotated[Path, typer.Argument(help="OPML file to write.", show_default=False)],
    config: Config = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write the subscriptions of the configuration as OPML."""
    from flows.configuration import load
    from flows.subscription_files import export_opml

    if file.exists() and not force:
        raise ConfigurationError(f"{file} exists already: name another file, or replace it with --force.")
    configuration = load(config)
    export_opml(configuration, file)
    typer.echo(f"Wrote {len(configuration.subscriptions)} subscriptions to {file}")
