"""What the environment says, and what Prefect's programs are told."""

from pathlib import Path

import pytest

from deployments.errors import SettingsError
from deployments.settings import CHECKOUT, Addresses, Installation, installation, prefect_environment
from deployments.settings import server_environment as environment_of_the_server

SERVER = {
    "CPR_DATABASE_URL": "postgresql://a@h/cpr",
    "CPR_OWNER_DATABASE_URL": "postgres://o@h/cpr",
    "CPR_PREFECT_DATABASE_URL": "postgresql+psycopg://p@h/prefect",
}
OWN = Installation(
    Path("home"),
    servers=Addresses("postgresql+psycopg://a", "postgresql+psycopg://o", "postgresql+asyncpg://p"),
)


def test_without_settings_an_installation_lives_in_the_checkout() -> None:
    assert installation({}) == Installation(home=CHECKOUT / ".cpr")


def test_a_server_of_ones_own_is_reached_by_the_right_drivers() -> None:
    servers = installation(SERVER).servers
    assert servers == Addresses(
        application="postgresql+psycopg://a@h/cpr",
        owner="postgresql+psycopg://o@h/cpr",
        prefect="postgresql+asyncpg://p@h/prefect",
    )


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"CPR_LANGUAGE": "fr"}, "CPR_LANGUAGE"),
        ({"CPR_PORT": "eighty"}, "CPR_PORT"),
        ({"CPR_PORT": "65536"}, "CPR_PORT"),
        ({"CPR_ANSWERS_PORT": "0"}, "CPR_ANSWERS_PORT"),
        ({"CPR_DATABASE_URL": "postgresql://h"}, "CPR_OWNER_DATABASE_URL, CPR_PREFECT_DATABASE_URL"),
        (SERVER | {"CPR_DATABASE_URL": "sqlite:///x"}, "postgresql://"),
        (SERVER | {"CPR_DATABASE_URL": "h"}, "postgresql://"),
    ],
)
def test_a_setting_that_cannot_be_understood_is_named(environment: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError) as refused:
        installation(environment)
    assert said in refused.value.words.en
    assert said in refused.value.words.cy


def test_no_flow_is_told_how_the_owner_or_prefects_database_is_reached(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The application's role cannot alter the audit; a flow that knew the owner's could."""
    monkeypatch.setenv("CPR_OWNER_DATABASE_URL", "postgresql://secret")
    monkeypatch.setenv("CPR_PREFECT_DATABASE_URL", "postgresql://secret")
    told = prefect_environment(OWN, 4200)
    assert told["CPR_DATABASE_URL"] == "postgresql+psycopg://a"
    assert not {name for name in told if "OWNER" in name or "CONNECTION_URL" in name}
    assert "postgresql://secret" not in told.values()
    assert (
        environment_of_the_server(OWN, 4200)["PREFECT_API_DATABASE_CONNECTION_URL"]
        == "postgresql+asyncpg://p"
    )


def test_nothing_is_reported_to_anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DO_NOT_TRACK", "0")
    monkeypatch.setenv("PREFECT_SERVER_ANALYTICS_ENABLED", "true")
    monkeypatch.setenv("PREFECT_PROFILE", "cloud")
    told = prefect_environment(OWN, 4200)
    assert told["DO_NOT_TRACK"] == "1"
    assert told["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert "PREFECT_PROFILE" not in told
    assert told["PREFECT_API_URL"] == "http://127.0.0.1:4200/api"


def test_prefect_knows_every_setting_that_we_give_it() -> None:
    """A name that a newer Prefect drops would be passed over in silence."""
    from prefect.settings.legacy import _get_settings_fields
    from prefect.settings.models.root import Settings

    known = set(_get_settings_fields(Settings))
    given = {name for name in environment_of_the_server(OWN, 4200) if name.startswith("PREFECT_")}
    assert given - known == set()
