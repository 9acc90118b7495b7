"""The shape of the house: who imports whom, what starts fast, and that every part is pinned."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PACKAGES = ("extractors", "summarizer", "store", "reader", "newsroom", "flows")
MODULES = {f"{package}.{file.stem}": file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))}
TYPES = {
    "extractors": {"articles", "errors", "readings", "subscriptions"},
    "summarizer": {"digests", "stories"},
}
HEAVY = ("spacy", "trafilatura", "prefect", "sqlalchemy", "sklearn")
COMMANDS = (
    "", "demo", "init", "nightly", "digest", "explain", "replay", "read", "serve", "check", "export", "subscriptions",
    "edition", "mail",
)  # fmt: skip


def imported(file: Path) -> Iterator[tuple[str, str]]:
    """(package, module) of everything of ours that a file imports, wherever in it; the module may be empty."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            names = [node.module or ""]
            if "." not in names[0] and names[0] in PACKAGES:
                names = [f"{names[0]}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            package, _, module = name.partition(".")
            if package in (*PACKAGES, "benchmarks", "tests"):
                yield package, module.partition(".")[0]


def foreign(package: str) -> set[tuple[str, str]]:
    """What the modules of a package import from our other packages."""
    modules = [file for name, file in MODULES.items() if name.startswith(f"{package}.")]
    assert modules
    return {pair for file in modules for pair in imported(file) if pair[0] != package}


def types_of(*packages: str) -> set[tuple[str, str]]:
    return {(package, module) for package in packages for module in TYPES[package]}


def test_extractors_and_the_newsroom_import_nothing_of_ours() -> None:
    assert not foreign("extractors")
    assert not foreign("newsroom")


def test_the_summarizer_imports_only_the_types_of_the_extractors_and_what_words_mean() -> None:
    assert foreign("summarizer") <= types_of("extractors") | {("extractors", "meanings")}


def test_the_store_imports_only_types() -> None:
    assert foreign("store") <= types_of("extractors", "summarizer")


def test_the_reader_imports_only_the_store_and_types() -> None:
    beyond_types = foreign("reader") - types_of("extractors", "summarizer")
    assert {package for package, _ in beyond_types} <= {"store"}


def test_nothing_imports_the_flows() -> None:
    assert not [name for name, file in MODULES.items() if name[:6] != "flows." and "flows" in dict(imported(file))]


def test_the_verifier_and_the_composer_share_no_code() -> None:
    """Whatever one of them reaches within the summarizer, only the types are reached by both."""
    own = {name.partition(".")[2]: file for name, file in MODULES.items() if name.startswith("summarizer.")}

    def reached(module: str, seen: set[str]) -> set[str]:
        if module in own and module not in seen:
            seen.add(module)
            for package, other in imported(own[module]):
                if package == "summarizer":
                    reached(other, seen)
        return seen

    verifier, composer = reached("verification", set()), reached("composition", set())
    assert min(len(verifier), len(composer)) > 5
    assert verifier & composer == TYPES["summarizer"]


def test_no_module_is_named_after_no_subject() -> None:
    names = {file.stem for file in MODULES.values()} | {folder.name for folder in ROOT.iterdir() if folder.is_dir()}
    assert not names & {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "misc"}


@pytest.mark.parametrize("command", COMMANDS)
def test_help_answers_at_once(command: str) -> None:
    """It loads none of the heavy parts."""
    program = (
        "import sys\n"
        "from flows.command_line import app\n"
        "try:\n    app(sys.argv[1:])\n"
        "finally:\n    print('loaded:', *sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    arguments = [*filter(None, [command]), "--help"]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, timeout=60, check=True
    )
    shown, _, loaded = done.stdout.partition("loaded: ")
    assert "Usage:" in shown
    assert "typer" in loaded.split()
    assert not set(HEAVY) & set(loaded.split())


def test_help_tells_of_every_command() -> None:
    from flows.command_line import app

    named = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    named |= {str(group.typer_instance.info.name) for group in app.registered_groups if group.typer_instance}
    assert named == {command for command in COMMANDS if command}


@pytest.fixture(scope="module")
def constraints() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line) for line in pins)
    found = {canonicalize_name(name): pin for name, pin in (line.split("==") for line in pins)}
    assert len(found) == len(pins)
    return found


def test_the_constraints_pin_every_installed_part(constraints: dict[str, str]) -> None:
    installed = installed_parts()
    assert {"prefect", "fastapi", "sqlalchemy", "spacy", "trafilatura", "pytest"} <= set(installed)
    missing = sorted(set(installed) - set(constraints))
    assert not missing


def test_the_parts_that_break_prefect_stay_out(constraints: dict[str, str]) -> None:
    """Prefect's own metadata lets both in: see the comments in pyproject.toml."""
    needed = [part for part in map(Requirement, requires("nightdesk") or []) if not part.marker]
    declared = {canonicalize_name(part.name): part.specifier for part in needed}
    for name, broken in (("fastapi", "0.155.0"), ("sqlalchemy", "2.1.9")):
        assert broken not in declared[name]
        assert constraints[name] in declared[name]
        assert version(name) in declared[name]


def installed_parts() -> dict[str, str]:
    """Version of every installed distribution that ours needs, with those of its extras that are installed."""
    found: dict[str, str] = {}
    wanted = [("nightdesk", frozenset({"", "postgres", "dask", "bench", "test"}))]
    seen = set(wanted)
    while wanted:
        name, extras = wanted.pop()
        for needed in map(Requirement, requires(name) or []):
            environments = [dict(default_environment()) | {"extra": extra} for extra in extras]
            if needed.marker and not any(needed.marker.evaluate(environment) for environment in environments):
                continue
            part = canonicalize_name(needed.name)
            try:
                found[part] = version(part)
            except PackageNotFoundError:
                continue
            further = (part, frozenset({"", *needed.extras}))
            if further not in seen:
                seen.add(further)
                wanted.append(further)
    return found
