"""The configuration: one TOML file. Environment variables override it: `NIGHTDESK_EDITION__TIMEZONE=Europe/Berlin`."""

import os
import re
import tomllib
from datetime import UTC, date, datetime, timedelta
from datetime import time as Time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError

from extractors.errors import ConfigurationError
from extractors.fetch_limits import FetchLimits
from extractors.subscriptions import Subscription, web_address
from flows.delivery import MailOptions
from flows.work_options import WorkOptions
from summarizer.composition import WriterOptions
from summarizer.ranking import RankingOptions

CONFIGURATION_VARIABLE = "NIGHTDESK_CONFIG"
"""Environment variable that names the configuration file."""
DEFAULT_FILE = Path("nightdesk.toml")
TERM_DAYS = 30
"""How many days of articles before those of an edition say how common a term is."""
_PREFIX, _LEVELS = "NIGHTDESK_", "__"
_SET_BY_KUBERNETES = re.compile(rf"{_PREFIX}(?:SERVICE_|PORT(?:_|\Z))")
"""It tells containers so where a service is that is called nightdesk."""


class EditionOptions(BaseModel, frozen=True, extra="forbid"):
    """When an edition appears and what it covers."""

    timezone: str = Field("UTC", description="IANA name of the time zone that edition dates belong to.")
    time: Time = Field(
        Time(4, 30), description="Local time of the nightly run. Between 02:00 and 03:59 clock changes may skip it."
    )
    look_back_hours: int = Field(24, ge=1, le=240, description="How old articles may be at that time, in hours.")
    most_stories: int = Field(20, ge=1, le=200, description="Stories in an edition.")
    story_memory_days: int = Field(5, ge=0, le=60, description="How long a story can be taken up again, in days.")
    languages: tuple[str, ...] = Field(("en",), min_length=1, description="Languages of the articles that are read.")
    least_sources_read: float = Field(
        0.5, ge=0, le=1, description="Share of the subscriptions without which an edition is held back."
    )

    @field_validator("timezone")
    @classmethod
    def _known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise ValueError("write an IANA time zone such as Europe/Berlin") from None
        return name


class StorageOptions(BaseModel, frozen=True, extra="forbid"):
    """Where things are kept."""

    folder: Path = Field(Path("nightdesk-data"), description="Data folder, relative to the configuration file.")
    database: str = Field("", description="SQLAlchemy URL; empty for SQLite in the data folder.", repr=False)
    keep_pages_days: int = Field(30, ge=0, description="How long pages are kept as they came, in days; 0: for ever.")
    keep_articles_days: int = Field(
        365, ge=0, description="How long articles that no digest cites are kept, in days; 0: for ever."
    )


class LanguageOptions(BaseModel, frozen=True, extra="forbid"):
    """How articles are read."""

    pipeline: str = Field(
        "", description="Installed spaCy pipeline such as en_core_web_trf; empty for the built-in one."
    )


class ServeOptions(BaseModel, frozen=True, extra="forbid"):
    """Addresses of the reader and of Prefect's server."""

    host: str = Field("127.0.0.1", description="Address to listen on.")
    reader_port: int = Field(8321, ge=1, le=65535, description="Port of the reader.")
    prefect_port: int = Field(4200, ge=1, le=65535, description="Port of Prefect's server and UI.")
    public_url: str = Field("", description="Address under which readers reach the digests; empty for host and port.")

    overdue_hours: float = Field(
        3, gt=0, le=240, description="How long after its hour an edition may come before /health fails."
    )

    @property
    def reader_url(self) -> str:
        """The reader's address, without a slash at the end."""
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.reader_port}"


class AlertOptions(BaseModel, frozen=True, extra="forbid"):
    """Who is told when an edition is overdue or a night failed."""

    webhook_url: SecretStr = Field(
        SecretStr(""), description='Address that gets a POST with {"text": …} as JSON; empty for no alerts.'
    )

    @field_validator("webhook_url")
    @classmethod
    def _web_address(cls, url: SecretStr) -> SecretStr:
        if url.get_secret_value():
            try:
                web_address(url.get_secret_value())
            except ValueError as error:
                raise ValueError(f"this is no web address: {error}") from None
        return url


class Configuration(BaseSettings):
    """Everything that can be configured."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_nested_delimiter=_LEVELS,
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    edition: EditionOptions = EditionOptions()
    storage: StorageOptions = StorageOptions()
    fetch: FetchLimits = FetchLimits()
    language: LanguageOptions = LanguageOptions()
    writer: WriterOptions = WriterOptions()
    ranking: RankingOptions = RankingOptions()
    work: WorkOptions = WorkOptions()
    serve: ServeOptions = ServeOptions()
    mail: MailOptions = Field(default_factory=MailOptions)
    alerts: AlertOptions = AlertOptions()
    subscriptions: tuple[Subscription, ...] = ()

    @model_validator(mode="after")
    def _each_subscription_once(self) -> "Configuration":
        seen: set[str] = set()
        for subscription in self.subscriptions:
            if subscription.url in seen:
                raise ValueError(f"{subscription.url} is subscribed to twice: remove one of the two")
            seen.add(subscription.url)
        return self

    @model_validator(mode="after")
    def _articles_last_as_long_as_they_are_used(self) -> "Configuration":
        used = self.edition.story_memory_days + TERM_DAYS + 1
        if 0 < self.storage.keep_articles_days < used:
            raise ValueError(f"storage.keep_articles_days must be 0 or at least {used}: so long are articles used")
        return self

    @model_validator(mode="after")
    def _workers_elsewhere_share_the_store(self) -> "Configuration":
        if self.work.dask_scheduler and not self.storage.database.startswith("postgres"):
            raise ValueError(
                "work.dask_scheduler needs a database that workers elsewhere reach too: set storage.database to a "
                "PostgreSQL URL, or leave the scheduler out for a cluster on this machine"
            )
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment variables before what the file says, which comes as arguments."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings

    @property
    def database_url(self) -> str:
        """The database's URL."""
        return self.storage.database or f"sqlite:///{self.storage.folder.absolute() / 'nightdesk.db'}"

    @property
    def cache_file(self) -> Path:
        """Where answers of web servers are kept, so that nothing unchanged comes twice; it can always be deleted."""
        return self.storage.folder.absolute() / "answers.db"

    def window(self, edition: date, look_back_hours: int | None = None) -> tuple[datetime, datetime]:
        """From when (inclusive) to when (exclusive) articles are dated that belong to the edition of that date.

        It begins `look_back_hours` before the edition's hour and ends at the next edition's hour, so that it follows
        from the date alone: a late run, a second run and a rebuild see the same window. The hours back are those of
        the clock on the wall: 24 of them lead to the last edition's hour, also over the days when clocks change.
        """
        zone = ZoneInfo(self.edition.timezone)
        try:
            hour = datetime.combine(edition, self.edition.time, zone)
            next_hour = datetime.combine(edition + timedelta(days=1), self.edition.time, zone)
            # Within one zone Python subtracts on the clock on the wall.
            since = hour - timedelta(hours=look_back_hours or self.edition.look_back_hours)
            return since.astimezone(UTC), next_hour.astimezone(UTC)
        except OverflowError:
            raise ConfigurationError(f"There can be no edition {edition}: name a date of this century.") from None


def chosen_file(file: Path | None = None) -> Path:
    """The configuration file that is meant: `file`, else the one that NIGHTDESK_CONFIG names, else ./nightdesk.toml."""
    return file or Path(os.environ.get(CONFIGURATION_VARIABLE) or DEFAULT_FILE)


def load(file: Path | None = None) -> Configuration:
    """The configuration from `file`, else from the file that NIGHTDESK_CONFIG names, else from ./nightdesk.toml.

    Raises:
        ConfigurationError: the file is missing, is no TOML, or has an unknown key or a wrong value.
    """
    path = chosen_file(file)
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigurationError(
            f"There is no configuration file {path}: run `nightdesk init` to write one, or name yours with --config."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"The configuration file {path} can't be read: {error}.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"The configuration file {path} is not valid TOML: {error}.") from None
    return _validated(values, path)


def without_file() -> Configuration:
    """The configuration of somebody who has written none: defaults, and what environment variables say.

    Raises:
        ConfigurationError: an environment variable has a wrong value.
    """
    return _validated({}, DEFAULT_FILE)


def _validated(values: dict[str, Any], path: Path) -> Configuration:
    if strays := _stray_variables():
        raise ConfigurationError("\n".join(_unknown(name, ()) for name in strays))
    try:
        configuration = Configuration(**values)
    except ValidationError as error:
        raise ConfigurationError(_sentences(error, path, values)) from None
    except SettingsError as error:
        raise ConfigurationError(
            f"An environment variable can't be read ({error}): write JSON in it, or set single keys as in "
            f"{_variable(('edition', 'timezone'))}=Europe/Berlin."
        ) from None
    folder = configuration.storage.folder.expanduser()
    storage = configuration.storage.model_copy(update={"folder": path.absolute().parent / folder})
    return configuration.model_copy(update={"storage": storage})


def _stray_variables() -> list[str]:
    """The environment variables that are named as ours are, and set nothing; what is wrong below a table is left to
    validation."""
    tables = {name.upper() for name in Configuration.model_fields}
    return [
        name
        for name in sorted(os.environ)
        if (asked := name.upper()).startswith(_PREFIX)
        and asked != CONFIGURATION_VARIABLE
        and asked.removeprefix(_PREFIX).split(_LEVELS)[0] not in tables
        and not _SET_BY_KUBERNETES.match(asked)
    ]


def _sentences(error: ValidationError, path: Path, values: dict[str, Any]) -> str:
    """One line for each fault: file and key, or environment variable, and remedy."""
    lines = []
    for fault in error.errors():
        location = fault["loc"]
        key = f"{path}: {_key(location, values) or 'the file'}"
        place = _variable(location) if _variable(location) in map(str.upper, os.environ) else key
        if fault["type"] == "extra_forbidden":
            lines.append(_unknown(place, location[:-1]))
        else:
            message = fault["msg"].removeprefix("Value error, ")
            lines.append(f"{place}{_given(location, fault['input'])}: {message[0].lower() + message[1:]}.")
    return "\n".join(lines)


def _unknown(place: str, location: tuple[int | str, ...]) -> str:
    return f"{place} is not a key that Nightdesk knows; here it knows {_known_keys(location)}."


def _key(location: tuple[int | str, ...], values: dict[str, Any]) -> str:
    """The key, such as "edition.timezone"; that of a subscription with its outlet, as people don't count from zero."""
    parts = [str(part) for part in location]
    if location[:1] == ("subscriptions",) and len(location) > 1 and _variable(location[:1]) not in os.environ:
        table = values["subscriptions"][location[1]]
        outlet = table.get("outlet") if isinstance(table, dict) else None
        parts[1] += f" ({outlet})" if isinstance(outlet, str) and outlet else ""
    return ".".join(parts)


def _variable(location: tuple[int | str, ...]) -> str:
    """The environment variable that overrides the key at that location."""
    return _PREFIX + _LEVELS.join(map(str, location)).upper()


def _given(location: tuple[int | str, ...], value: object) -> str:
    """The wrong value in parentheses; nothing of what secrets stand in."""
    secret = {"storage", "password", "alerts"} & set(location)
    return "" if isinstance(value, dict) or secret else f" (it is {value!r})"


def _known_keys(location: tuple[int | str, ...]) -> str:
    model: type[BaseModel] = Configuration
    for part in location:
        if isinstance(part, int):
            model = Subscription
        elif part in model.model_fields and isinstance(kind := model.model_fields[part].annotation, type):
            model = kind if issubclass(kind, BaseModel) else model
    return ", ".join(field.alias or name for name, field in model.model_fields.items())
