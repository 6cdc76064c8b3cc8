"""The embedded server: who may do what, what survives, what nobody else can read."""

import os
import signal
import socket
import stat
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest
from sqlmodel import Session

from deployments import system_account
from deployments.databases import APPLICATION, OURS, OWNER, PREFECT, PREFECTS
from deployments.errors import DeploymentError
from deployments.ports import HOST
from deployments.postgres import SUPERUSER, Cluster
from models.records.engine import check_durability, engine
from models.records.errors import RecordsError


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """One cluster that runs; a test that stops it starts it again."""
    home = Path(mkdtemp(prefix="cpr-tests-"))
    cluster = Cluster(home / "postgres")
    try:
        cluster.create()
        cluster.start()
        yield cluster
    finally:
        cluster.remove()
        home.rmdir()


def connect(cluster: Cluster, role: str, database: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(cluster.url(role, database).replace("+psycopg", ""), autocommit=True)


def test_the_application_changes_rows_but_no_tables(cluster: Cluster) -> None:
    with connect(cluster, OWNER, OURS) as owner:
        owner.execute("CREATE TABLE rows_only (a int)")
    with connect(cluster, APPLICATION, OURS) as application:
        application.execute("INSERT INTO rows_only VALUES (1)")
        application.execute("DELETE FROM rows_only")
        for forbidden in ("CREATE TABLE mine (a int)", "DROP TABLE rows_only", "TRUNCATE rows_only"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute(forbidden)


def test_what_the_owner_takes_away_the_application_cannot_give_itself_back(cluster: Cluster) -> None:
    with connect(cluster, OWNER, OURS) as owner:
        owner.execute("CREATE TABLE kept (a int)")
        owner.execute("REVOKE UPDATE, DELETE ON kept FROM cpr_app")
    with connect(cluster, APPLICATION, OURS) as application:
        application.execute("GRANT UPDATE ON kept TO cpr_app")  # PostgreSQL only warns ...
        with pytest.raises(psycopg.errors.InsufficientPrivilege):  # ... and grants nothing
            application.execute("UPDATE kept SET a = 1")


def test_prefect_has_its_database_and_never_sees_ours(cluster: Cluster) -> None:
    with connect(cluster, PREFECT, PREFECTS) as prefect:
        prefect.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        connect(cluster, PREFECT, OURS)
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        connect(cluster, APPLICATION, PREFECTS)


@pytest.mark.parametrize("role", [SUPERUSER, OWNER, APPLICATION, PREFECT])
def test_nobody_comes_in_without_the_password(cluster: Cluster, role: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host=HOST, port=cluster.port, user=role, password="guessed", dbname=PREFECTS)


def test_nobody_else_can_read_the_cluster_or_its_passwords(cluster: Cluster) -> None:
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in (
            cluster.folder.resolve(),
            cluster.folder / "data",
            cluster.folder / "access.json",
            cluster.log,
        )
    }
    assert [oct(mode) for mode in modes.values()] == ["0o700", "0o700", "0o600", "0o600"]
    assert not (cluster.folder / "first-password").exists()


def test_a_rejected_value_stays_out_of_the_log(cluster: Cluster) -> None:
    with connect(cluster, APPLICATION, OURS) as application:
        for statement in ("SELECT 'canary-in-a-statement' || 1/0", "SELECT 'canary-in-a-value'::int"):
            with pytest.raises(psycopg.DataError):
                application.execute(statement)
    with connect(cluster, OWNER, OURS) as owner:
        owner.execute("CREATE TABLE once (word text PRIMARY KEY)")
        owner.execute("INSERT INTO once VALUES ('canary-in-a-key')")
        with pytest.raises(psycopg.IntegrityError):
            owner.execute("INSERT INTO once VALUES ('canary-in-a-key')")
    log = cluster.log.read_text(encoding="utf-8")
    assert "duplicate key" in log
    assert "canary-in-a-key" not in log
    assert "canary-in-a-statement" not in log


def test_what_was_committed_survives_the_servers_sigkill(cluster: Cluster) -> None:
    with connect(cluster, OWNER, OURS) as owner:
        owner.execute("CREATE TABLE survivors AS SELECT 7 AS a")
    killed = cluster.pid
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    port = cluster.port
    cluster.start()
    assert cluster.pid not in {None, killed}
    assert cluster.port == port
    with connect(cluster, APPLICATION, OURS) as application:
        assert application.execute("SELECT a FROM survivors").fetchone() == (7,)


def test_a_second_program_goes_on_with_the_server_that_runs(cluster: Cluster) -> None:
    other = Cluster(cluster.folder)
    other.start()
    assert other.pid == cluster.pid
    other.stop()
    assert cluster.pid is None
    cluster.start()


def test_another_port_is_found_when_ours_was_taken(cluster: Cluster) -> None:
    cluster.stop()
    taken = cluster.port
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind((HOST, taken))
        stranger.listen()
        cluster.start()
        assert cluster.port != taken
        assert cluster.pid is not None


@pytest.mark.parametrize("setting", ["fsync", "synchronous_commit", "full_page_writes"])
@pytest.mark.guarantee
def test_a_server_that_may_forget_is_refused(cluster: Cluster, setting: str) -> None:
    """G4: seen to fail when the check is taken out."""
    cluster.stop()
    cluster.start(options={setting: "off"})
    try:
        forgetful = engine(cluster.url(APPLICATION, OURS))
        with Session(forgetful) as session, pytest.raises(RecordsError) as refused:
            check_durability(session)
        assert setting in str(refused.value)
        forgetful.dispose()
    finally:
        cluster.stop()
        cluster.start()


def test_a_start_that_fails_names_the_log(cluster: Cluster) -> None:
    cluster.stop()
    try:
        with pytest.raises(DeploymentError) as failed:
            cluster.start(options={"shared_buffers": "nonsense"})
        assert str(cluster.log) in failed.value.words.cy
    finally:
        cluster.start()


def test_a_creation_that_was_broken_off_begins_again(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "postgres")
    system_account.make_folder(cluster.folder, system_account.account())
    (cluster.folder / "data").mkdir()
    (cluster.folder / "data" / "half").touch()
    try:
        cluster.create()
        assert cluster.created
        assert not (cluster.folder / "data" / "half").exists()
    finally:
        cluster.remove()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends an account")
def test_programs_out_of_the_accounts_reach_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pytest's own folder has mode 0700, as a home has."""
    monkeypatch.setattr(system_account, "_ELSEWHERE", tmp_path / "elsewhere")
    programs = tmp_path / "install"
    (programs / "bin").mkdir(parents=True)
    (programs / "bin" / "postgres").touch(mode=0o755)
    copy = system_account.reachable_copy(programs, "1", system_account.account())
    assert copy.parent == tmp_path / "elsewhere"
    assert (copy / "bin" / "postgres").exists()
    assert system_account.reachable_copy(programs, "1", system_account.account()) == copy
