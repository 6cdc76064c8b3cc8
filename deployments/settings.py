"""Where an installation lives and how it is reached: everything read from the environment.

| variable | what it says | without it |
|---|---|---|
| CPR_HOME | the folder of the embedded services and their logs | `.cpr` in the checkout |
| CPR_DATABASE_URL | our database, as the application | embedded |
| CPR_OWNER_DATABASE_URL | our database, as the owner of its tables | embedded |
| CPR_PREFECT_DATABASE_URL | Prefect's database | embedded |
| CPR_MAIL_URL | the mail server, as an Apprise URL | no letter is sent |
| CPR_LANGUAGE | `cy` or `en` | `en` |
| CPR_PORT | the port of Prefect's pages on the loopback address | 4200, or a free one |
| CPR_ANSWERS_PORT | the port of the pages for answers on the loopback address | a free one |
| CPR_ANSWERS_URL | where everybody reaches the pages for answers | letters carry no link to them |
| CPR_KEY_FILE | the key of links and reply addresses | `letters.key` in CPR_HOME, made by `cpr up` |
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from deployments.errors import SettingsError
from models.guidance.words import Language

CHECKOUT = Path(__file__).resolve().parents[1]
"""Where `prefect.yaml` and `requirements.lock` stand: the product is installed editable."""

POOL = "office"
"""The work pool that every deployment names."""

_URLS = ("CPR_DATABASE_URL", "CPR_OWNER_DATABASE_URL", "CPR_PREFECT_DATABASE_URL")


@dataclass(frozen=True)
class Addresses:
    """How the databases are reached, as SQLAlchemy URLs with their passwords.

    Attributes:
        application: ours, for rows only (psycopg).
        owner: ours, for migrations (psycopg).
        prefect: Prefect's own (asyncpg).
    """

    application: str
    owner: str
    prefect: str


@dataclass(frozen=True)
class Installation:
    """One installation of the product.

    Attributes:
        home: the folder of what it keeps on this machine.
        language: what the console speaks unless asked otherwise.
        servers: the databases of a server of one's own; None where it is embedded.
        mail_url: where letters go, as an Apprise URL; None where none are sent.
        port: where Prefect's pages are; None takes 4200, or a free one.
        answers_port: where the pages for answers are; None takes a free one.
        answers_url: their root as everybody reaches it; None where letters carry no link.
        named_key: the key that several machines share; None where this installation has its own.
        schedules: whether scheduled flows start by themselves; a demonstration's do not.
    """

    home: Path
    language: Language = "en"
    servers: Addresses | None = None
    mail_url: str | None = None
    port: int | None = None
    answers_port: int | None = None
    answers_url: str | None = None
    named_key: Path | None = None
    schedules: bool = True

    @property
    def key(self) -> Path:
        """The key that the tokens in letters and links are sealed with."""
        return self.named_key or self.home / "letters.key"

    @property
    def answers_port_file(self) -> Path:
        """Where the services leave the port of the pages for answers."""
        return self.home / "answers-port"

    @property
    def cluster(self) -> Path:
        """The folder of the embedded database."""
        return self.home / "postgres"

    @property
    def logs(self) -> Path:
        """The folder of the services' logs."""
        return self.home / "logs"

    @property
    def running_port(self) -> int | None:
        """The port of Prefect's pages while `cpr up` runs; None while it does not."""
        return _kept(self.port_file)

    @property
    def running_answers_port(self) -> int | None:
        """The port of the pages for answers while `cpr up` runs; None while it does not."""
        return _kept(self.answers_port_file)

    @property
    def port_file(self) -> Path:
        """Where the services leave their port for other programs of this installation."""
        return self.home / "port"


def installation(environment: Mapping[str, str] = os.environ) -> Installation:
    """Read the installation out of the *environment*.

    Raises:
        SettingsError: a variable cannot be understood.
    """
    return Installation(
        home=home(environment),
        language=language(environment),
        servers=_servers(environment),
        mail_url=environment.get("CPR_MAIL_URL") or None,
        port=_port(environment, "CPR_PORT"),
        answers_port=_port(environment, "CPR_ANSWERS_PORT"),
        answers_url=environment.get("CPR_ANSWERS_URL") or None,
        named_key=Path(named).absolute() if (named := environment.get("CPR_KEY_FILE")) else None,
    )


def home(environment: Mapping[str, str] = os.environ) -> Path:
    """Give the folder of the embedded services and their logs, whatever else may be wrong."""
    return Path(environment.get("CPR_HOME") or CHECKOUT / ".cpr").absolute()


def language(environment: Mapping[str, str] = os.environ) -> Language:
    """Read the console's language.

    Raises:
        SettingsError: CPR_LANGUAGE is neither `cy` nor `en`.

    >>> language({"CPR_LANGUAGE": "cy"}), language({})
    ('cy', 'en')
    """
    match environment.get("CPR_LANGUAGE", ""):
        case "cy":
            return "cy"
        case "en" | "":
            return "en"
        case _:
            raise SettingsError("language_unknown")


def addresses(of: Installation) -> Addresses:
    """Say how the databases are reached: by the URLs given, or as the embedded server stands.

    Raises:
        DeploymentError: the embedded server was never created.
    """
    if of.servers is not None:
        return of.servers
    from deployments.databases import APPLICATION, OURS, OWNER, PREFECT, PREFECTS
    from deployments.postgres import Cluster

    cluster = Cluster(of.cluster)
    return Addresses(
        application=cluster.url(APPLICATION, OURS),
        owner=cluster.url(OWNER, OURS),
        prefect=cluster.url(PREFECT, PREFECTS, "asyncpg"),
    )


def enter(of: Installation) -> None:
    """Let this program's own tasks and flows find the record and, while it runs, Prefect.

    To be called before either is imported: both read the environment once.
    """
    port = of.running_port
    os.environ.update(prefect_environment(of, port) if port else record_environment(of))


def record_environment(of: Installation) -> dict[str, str]:
    """Give the variables of ours for a program that works on the record, never as its owner."""
    given = {
        "CPR_HOME": str(of.home),
        "CPR_LANGUAGE": of.language,
        "CPR_DATABASE_URL": addresses(of).application,
    }
    may_be: dict[str, str | None] = {
        "CPR_MAIL_URL": of.mail_url,
        "CPR_ANSWERS_URL": of.answers_url,
        # One that is named must be there; one of our own is there once `cpr up` has run.
        "CPR_KEY_FILE": str(of.key) if of.named_key or of.key.exists() else None,
    }
    return given | {name: value for name, value in may_be.items() if value}


def answers_environment(of: Installation) -> dict[str, str]:
    """Give the whole environment of the pages for answers: the record, and nothing of Prefect's."""
    return {**_inherited(), **record_environment(of), "PYTHONSAFEPATH": "1"}


def prefect_environment(of: Installation, port: int) -> dict[str, str]:
    """Give the whole environment of a program of Prefect's: ours, and what Prefect must not guess."""
    origin = f"http://127.0.0.1:{port}"
    return {
        **_inherited(),
        **record_environment(of),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
        # Nothing is imported from the folder a program happens to start in.
        "PYTHONSAFEPATH": "1",
        "PREFECT_HOME": str(of.home / "prefect"),
        "PREFECT_API_URL": f"{origin}/api",
        # Without these two any page in the same browser could post to the loopback address.
        "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS": origin,
        "PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED": "true",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": str(of.schedules).lower(),
        "PREFECT_WORKER_QUERY_SECONDS": "2",
        "PREFECT_RUNNER_POLL_FREQUENCY": "2",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
        "PREFECT_CLI_PROMPT": "false",
        "PREFECT_CLI_COLORS": "false",
        "PREFECT_LOGGING_COLORS": "false",
    }


def server_environment(of: Installation, port: int) -> dict[str, str]:
    """Give the environment of Prefect's server, the only program that gets its database."""
    return {
        **prefect_environment(of, port),
        "PREFECT_API_DATABASE_CONNECTION_URL": addresses(of).prefect,
    }


def _inherited() -> dict[str, str]:
    # A profile of the person who starts it would point elsewhere; migrations are not a program's work.
    left_out = {"PREFECT_PROFILE", "PREFECT_API_KEY", "CPR_OWNER_DATABASE_URL", "CPR_PREFECT_DATABASE_URL"}
    return {name: value for name, value in os.environ.items() if name not in left_out}


def _kept(port_file: Path) -> int | None:
    try:
        return int(port_file.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _servers(environment: Mapping[str, str]) -> Addresses | None:
    given = [environment.get(name, "") for name in _URLS]
    if not any(given):
        return None
    if not all(given):
        missing = [name for name, value in zip(_URLS, given, strict=True) if not value]
        raise SettingsError("database_urls_incomplete", missing=", ".join(missing))
    ours, owner, prefect = given
    return Addresses(_driven(ours, "psycopg"), _driven(owner, "psycopg"), _driven(prefect, "asyncpg"))


def _driven(url: str, driver: Literal["psycopg", "asyncpg"]) -> str:
    scheme, found, rest = url.partition("://")
    if not found or scheme.partition("+")[0] not in {"postgresql", "postgres"}:
        raise SettingsError("not_postgresql")
    return f"postgresql+{driver}://{rest}"


def _port(environment: Mapping[str, str], name: str) -> int | None:
    text = environment.get(name)
    if not text:
        return None
    if not text.isdecimal() or not 0 < int(text) < 65536:  # noqa: PLR2004 - TCP's own limit
        raise SettingsError("port_unknown", name=name)
    return int(text)
