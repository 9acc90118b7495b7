"""What a configuration may say, and what somebody is told who writes it wrong."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.errors import ConfigurationError
from extractors.subscriptions import Category
from flows.configuration import Configuration, EditionOptions, load, without_file
from flows.configuration_page import PAGE, page

STARTER = Path(__file__).parents[2] / "flows" / "starter.toml"
FEED = '[[subscriptions]]\noutlet = "The Ledger"\nurl = "https://ledger.example/feed.xml"\n'
SECRET = "postgresql://nightdesk:geheim@db.example/nights"

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        file = tmp_path / "mine.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def refusal(file: Path) -> str:
    with pytest.raises(ConfigurationError) as refused:
        load(file)
    return str(refused.value)


def test_the_starter_file_has_feeds_for_every_category() -> None:
    configuration = load(STARTER)
    assert 18 <= len(configuration.subscriptions) <= 26
    assert set(Counter(one.category for one in configuration.subscriptions)) == set(Category)
    assert all(one.url.startswith("https://") for one in configuration.subscriptions)


def test_the_starter_file_shows_the_defaults() -> None:
    started, default = load(STARTER), Configuration()
    assert {name for name in Configuration.model_fields if name != "storage"} > {"edition", "fetch", "serve"}
    for name in ("edition", "fetch", "language", "writer", "ranking", "serve"):
        assert getattr(started, name) == getattr(default, name)


def test_an_empty_file_is_a_configuration(write: Write) -> None:
    assert load(write("")).subscriptions == ()


@pytest.mark.parametrize(
    ("text", "key", "remedy"),
    [
        ('[edition]\ntimezon = "UTC"', "edition.timezon", "it knows timezone"),
        ("[editions]", "editions", "it knows edition,"),
        (
            FEED + 'colour = "red"',
            "subscriptions.0 (The Ledger).colour",
            "it knows outlet, url, kind, category, language",
        ),
        ('[edition]\ntimezone = "Mars/Olympus"', "edition.timezone (it is 'Mars/Olympus')", "such as Europe/Berlin"),
        ('[edition]\ntimezone = "../../etc/passwd"', "edition.timezone", "such as Europe/Berlin"),
        ("[edition]\nlook_back_hours = 0", "edition.look_back_hours (it is 0)", "greater than or equal to 1"),
        ('[edition]\ntime = "25:00"', "edition.time (it is '25:00')", "0-23"),
        ("[edition]\nlanguages = []", "edition.languages", "at least 1"),
        ("[edition]\nleast_sources_read = 50", "edition.least_sources_read", "less than or equal to 1"),
        ("[storage]\nkeep_pages_days = -1", "storage.keep_pages_days", "greater than or equal to 0"),
        ("[storage]\nkeep_articles_days = 30", "the file: storage.keep_articles_days", "0 or at least 36"),
        ("[fetch]\nper_host_delay_seconds = -1", "fetch.per_host_delay_seconds (it is -1)", "greater than"),
        ("[ranking.categories]\nweather = 2", "ranking.categories.weather", "'world', 'business'"),
        ("[ranking.categories]\nsports = -1", "ranking.categories.sports (it is -1)", "greater than"),
        ("[writer]\ntldr_statements = 9", "writer.tldr_statements (it is 9)", "less than or equal to 4"),
        ("[serve]\nreader_port = 70000", "serve.reader_port (it is 70000)", "65535"),
        (FEED.replace("https", "ftp"), "subscriptions.0 (The Ledger).url", "begins with http:// or https://"),
        (FEED + 'category = "cooking"', "subscriptions.0 (The Ledger).category (it is 'cooking')", "'world'"),
        ('[[subscriptions]]\nurl = "https://ledger.example/feed.xml"', "subscriptions.0.outlet: ", "required"),
        (FEED + FEED, "the file", "https://ledger.example/feed.xml is subscribed to twice: remove one of the two"),
    ],
)
def test_what_is_wrong_is_refused_with_file_key_and_remedy(write: Write, text: str, key: str, remedy: str) -> None:
    file = write(text)
    message = refusal(file)
    assert message.startswith(f"{file}: {key}")
    assert remedy in message
    assert "\n" not in message


def test_each_fault_has_its_line(write: Write) -> None:
    message = refusal(write("[edition]\nlook_back_hours = 0\nmost_stories = 0\n[serve]\nport = 1"))
    assert len(message.splitlines()) == 3


def test_broken_toml_is_refused_with_its_line(write: Write) -> None:
    file = write("[edition]\ntimezone = \n")
    assert refusal(file).startswith(f"The configuration file {file} is not valid TOML")
    assert "line 2" in refusal(file)


def test_a_file_that_is_no_text_is_refused(write: Write) -> None:
    file = write("")
    file.write_bytes(b"\xff\xfe\x00")
    assert str(file) in refusal(file)


def test_a_missing_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    message = refusal(tmp_path / "none.toml")
    assert str(tmp_path / "none.toml") in message
    assert "nightdesk init" in message


def test_without_a_name_the_variable_and_then_the_folder_are_asked(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write('[edition]\ntimezone = "Asia/Tokyo"')
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigurationError, match=r"nightdesk\.toml"):
        load()
    (tmp_path / "nightdesk.toml").write_text('[edition]\ntimezone = "America/Lima"', encoding="utf-8")
    assert load().edition.timezone == "America/Lima"
    monkeypatch.setenv("NIGHTDESK_CONFIG", str(file))
    assert load().edition.timezone == "Asia/Tokyo"


def test_a_categorys_weight_is_set_in_file_and_environment(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write("[ranking.categories]\nsports = 0.5")
    monkeypatch.setenv("NIGHTDESK_RANKING__CATEGORIES__SCIENCE", "1.5")
    assert load(file).ranking.categories == {Category.SPORTS: 0.5, Category.SCIENCE: 1.5}


def test_environment_variables_override_single_keys(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write('[edition]\ntimezone = "UTC"\nmost_stories = 7\n' + FEED)
    monkeypatch.setenv("NIGHTDESK_EDITION__TIMEZONE", "Europe/Berlin")
    monkeypatch.setenv("NIGHTDESK_SERVE__READER_PORT", "9000")
    configuration = load(file)
    assert configuration.edition.timezone == "Europe/Berlin"
    assert configuration.edition.most_stories == 7
    assert configuration.serve.reader_port == 9000
    assert len(configuration.subscriptions) == 1


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("NIGHTDESK_EDITION__TIMEZONE", "Mars", "(it is 'Mars'): write an IANA time zone such as Europe/Berlin"),
        ("NIGHTDESK_EDITION__TIMEZON", "UTC", "is not a key that Nightdesk knows; here it knows timezone"),
        ("NIGHTDESK_EDITION", "{", "write JSON in it"),
        ("NIGHTDESK_EDITIONS__TIMEZONE", "UTC", "is not a key that Nightdesk knows; here it knows edition, storage"),
        ("NIGHTDESK_EDITION_TIMEZONE", "UTC", "is not a key that Nightdesk knows; here it knows edition, storage"),
    ],
)
def test_a_wrong_environment_variable_is_named(
    write: Write, monkeypatch: pytest.MonkeyPatch, name: str, value: str, remedy: str
) -> None:
    monkeypatch.setenv(name, value)
    file = write("")
    with pytest.raises(ConfigurationError) as refused:
        without_file()
    assert str(refused.value) == refusal(file)
    assert remedy in refusal(file)
    assert "NIGHTDESK_EDITION" in refusal(file)
    assert str(file) not in refusal(file)


def test_what_kubernetes_says_of_a_service_of_this_name_is_no_key(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NIGHTDESK_PORT", "NIGHTDESK_PORT_8321_TCP_ADDR", "NIGHTDESK_SERVICE_HOST"):
        monkeypatch.setenv(name, "10.0.0.11")
    assert load(write("")).edition == EditionOptions()
    monkeypatch.setenv("NIGHTDESK_PORTS", "1")
    assert "NIGHTDESK_PORTS is not a key" in refusal(write(""))


def test_a_relative_data_folder_is_relative_to_the_file(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write('[storage]\nfolder = "kept"')
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert load(file).storage.folder == tmp_path / "kept"
    assert load(file).database_url == f"sqlite:///{tmp_path}/kept/nightdesk.db"
    assert load(Path("../mine.toml")).storage.folder.resolve() == tmp_path / "kept"


def test_an_absolute_data_folder_and_a_database_stay_as_they_are(write: Write) -> None:
    configuration = load(write(f'[storage]\nfolder = "/srv/nights"\ndatabase = "{SECRET}"'))
    assert configuration.storage.folder == Path("/srv/nights")
    assert configuration.database_url == SECRET


def test_a_password_is_shown_nowhere(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    configuration = load(write(f'[storage]\ndatabase = "{SECRET}"'))
    shown = [repr(configuration), str(configuration), repr(configuration.storage)]
    shown += [
        refusal(write(f'[storage]\ndatabase = ["{SECRET}"]')),
        refusal(write(f'storage = "{SECRET}"')),
        refusal(write(f'[storage]\ndatabase = "{SECRET}"\nfolder = 5')),
        refusal(write(f'[storage]\ndatabases = "{SECRET}"')),
        refusal(write(f'[storage]\ndatabase = "{SECRET}"\n' + FEED + FEED)),
    ]
    monkeypatch.setenv("NIGHTDESK_STORAGE", SECRET)
    shown.append(refusal(write("")))
    assert all("geheim" not in text for text in shown)


def test_the_page_of_all_keys_is_fresh() -> None:
    written = (STARTER.parents[1] / PAGE).read_text(encoding="utf-8")
    assert written == page(), "python -m flows.configuration_page writes it anew"
    assert {f"## `[{name}]`" for name in Configuration.model_fields if name != "subscriptions"} < set(
        written.splitlines()
    )


def test_the_page_says_the_defaults_as_the_file_would_have_them(write: Write) -> None:
    keys = re.findall(r"^## `(\[+\w+\]+)`|^\| `(\w+)` \| `(.+?)` \|", page(), re.MULTILINE)
    lines = [table or f"{key} = {default}" for table, key, default in keys]
    file = write("\n".join(lines[: lines.index("[[subscriptions]]")]))
    assert load(file).model_dump(exclude={"storage"}) == load(STARTER).model_copy(
        update={"subscriptions": ()}
    ).model_dump(exclude={"storage"})


def berlin(at: time = time(4, 30), hours: int = 24) -> Configuration:
    return Configuration(edition=EditionOptions(timezone="Europe/Berlin", time=at, look_back_hours=hours))


def test_a_window_is_that_of_the_local_clock() -> None:
    since, until = berlin().window(date(2026, 7, 10))
    zone = ZoneInfo("Europe/Berlin")
    assert since == datetime(2026, 7, 9, 4, 30, tzinfo=zone)
    assert until == datetime(2026, 7, 11, 4, 30, tzinfo=zone)
    assert since.utcoffset() == timedelta(0)


def test_a_run_may_look_back_further() -> None:
    since, until = berlin().window(date(2026, 7, 10), 72)
    assert since == datetime(2026, 7, 7, 4, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert until == berlin().window(date(2026, 7, 10))[1]


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31)])
@pytest.mark.parametrize("at", [time(0, 0), time(4, 30), time(22, 0)])
def test_nothing_falls_between_two_editions_when_clocks_change(change: date, at: time) -> None:
    """Each window goes back to the hour at which the edition before was made, and not further."""
    configuration = berlin(at)
    days = [change + timedelta(days=day) for day in range(-3, 4)]
    windows = [configuration.window(day) for day in days]
    hours = [datetime.combine(day, at, ZoneInfo("Europe/Berlin")) for day in days]
    assert [since for since, _ in windows[1:]] == hours[:-1]
    assert [until for _, until in windows[:-1]] == hours[1:]
    assert [since for since, _ in windows[2:]] == [until for _, until in windows[:-2]]


@given(
    edition=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe"]),
    at=st.times().map(lambda moment: moment.replace(microsecond=0)),
    hours=st.integers(24, 240),
)
def test_consecutive_windows_leave_no_gap(edition: date, zone: str, at: time, hours: int) -> None:
    configuration = Configuration(edition=EditionOptions(timezone=zone, time=at, look_back_hours=hours))
    since, until = configuration.window(edition)
    assert since < until
    made = configuration.window(edition - timedelta(days=1))[1]  # what came until then, this edition could take
    assert configuration.window(edition + timedelta(days=1))[0] <= made
