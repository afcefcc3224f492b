"""Where an installation keeps its data and what its operator has set.

An installation is one folder (``MASTHEAD_DATA``, by default ``data`` in the working folder). Its
``masthead.toml`` holds what differs between installations; each key can be overridden by an
environment variable ``MASTHEAD_<KEY>``. No Django here: the ``masthead`` command reads this before
settings are loaded.
"""

from __future__ import annotations

import os
import secrets
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

CONFIG_NAME = "masthead.toml"


class ConfigurationError(Exception):
    """The configuration file or a variable cannot be understood; the message says which and why."""


@dataclass(frozen=True, kw_only=True)
class Installation:
    """What ``masthead.toml`` and the environment say.

    ``port`` is the one that the built-in server listens on, and the one that readers' addresses
    carry on a loopback host. Public host names are served behind a front server on 443.
    """

    data: Path
    secret_key: str = ""
    database_url: str = ""
    port: int = 8000
    bind: str = "127.0.0.1"
    web_processes: int = 1
    newsroom_host: str = ""
    time_zone: str = "UTC"
    behind_proxy: bool = False
    pages_folder: str = ""
    pages_megabytes: int = 1_000
    mail_url: str = ""
    mail_from: str = ""
    alert_minutes: int = 10
    contact: str = ""
    inner_hosts: str = ""

    @property
    def config_file(self) -> Path:
        """The file that ``masthead init`` writes."""
        return self.data / CONFIG_NAME

    @property
    def is_initialised(self) -> bool:
        """Whether ``masthead init`` has been here."""
        return self.config_file.exists()

    @property
    def database(self) -> str:
        """The database's address; an SQLite file in the data folder unless one is named."""
        return self.database_url or f"sqlite:///{self.data / 'masthead.sqlite3'}"


def data_folder() -> Path:
    """The installation's folder, absolute, from ``MASTHEAD_DATA`` or ``./data``."""
    return Path(os.environ.get("MASTHEAD_DATA") or "data").absolute()


def load(folder: Path | None = None) -> Installation:
    """Read the installation in ``folder`` (default: `data_folder`).

    Raises `ConfigurationError` when the file is not TOML, holds an unknown key, or a value has the
    wrong type: a setting that is misspelt must not silently do nothing.
    """
    data = folder or data_folder()
    path = data / CONFIG_NAME
    values: dict[str, Any] = {}
    if path.exists():
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"{path}: not valid TOML: {error}") from error
    known = {field.name: field for field in fields(Installation) if field.name != "data"}
    if unknown := sorted(set(values) - set(known)):
        raise ConfigurationError(
            f"{path}: unknown setting {', '.join(unknown)}; known are {', '.join(sorted(known))}"
        )
    for name, field in known.items():
        variable = "PORT" if name == "port" else f"MASTHEAD_{name.upper()}"
        if (text := os.environ.get(variable)) is not None and text != "":
            values[name] = _from_text(text, str(field.type), variable)
        elif name in values and type(values[name]).__name__ != field.type:
            raise ConfigurationError(f"{path}: {name} must be {field.type}, not {values[name]!r}")
    return Installation(data=data, **values)


def _from_text(text: str, kind: str, variable: str) -> str | int | bool:
    if kind == "int":
        try:
            return int(text)
        except ValueError as error:
            raise ConfigurationError(f"{variable} must be a whole number, not {text!r}") from error
    if kind == "bool":
        if text.lower() not in {"true", "false", "1", "0", "yes", "no"}:
            raise ConfigurationError(f"{variable} must be true or false, not {text!r}")
        return text.lower() in {"true", "1", "yes"}
    return text


def write_config(folder: Path, *, time_zone: str) -> Installation:
    """Create ``folder`` and its ``masthead.toml`` with a fresh secret, readable by its owner only.

    An existing file is left exactly as it is. Returns the installation as it then stands.
    """
    # The database in it holds sessions, passwords' digests and texts under embargo.
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / CONFIG_NAME
    text = (
        "# Masthead's settings for this installation. docs/operating.md explains each.\n"
        f'secret_key = "{secrets.token_urlsafe(48)}"\n'
        f'time_zone = "{time_zone}"\n'
    )
    try:
        # O_EXCL: two first starts at once must not swap each other's secret.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return load(folder)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return load(folder)
