"""The key of an installation: made once, for one account alone, and never written over."""

import os
import stat
from pathlib import Path

import pytest

from deployments import findings, settings
from deployments.errors import DeploymentError
from deployments.keys import installed_key, is_private, make_key
from deployments.settings import Addresses, Installation
from tasks.correspondence.errors import CorrespondenceError
from tasks.correspondence.sender import Sender

SERVERS = Addresses("postgresql+psycopg://a", "postgresql+psycopg://o", "postgresql+asyncpg://p")


def test_a_key_is_made_once_for_one_account_and_stands(tmp_path: Path) -> None:
    """Seen to fail with `os.replace` for `os.link`, and with the check left out."""
    file = tmp_path / "home" / "letters.key"
    before = os.umask(0)
    try:
        make_key(file)
    finally:
        os.umask(before)
    made = file.read_bytes()
    assert (len(made), stat.S_IMODE(file.stat().st_mode)) == (32, 0o600)
    make_key(file)
    assert file.read_bytes() == made
    assert [each.name for each in file.parent.iterdir()] == ["letters.key"]


def test_of_two_that_make_the_key_at_once_the_first_ones_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "letters.key"
    link = os.link

    def a_moment_too_late(source: Path, target: Path) -> None:
        file.write_bytes(b"f" * 32)
        link(source, target)

    monkeypatch.setattr(os, "link", a_moment_too_late)
    make_key(file)
    assert file.read_bytes() == b"f" * 32
    assert [each.name for each in tmp_path.iterdir()] == ["letters.key"]


def test_a_program_that_is_killed_meanwhile_leaves_no_half_of_a_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail with the key written under its own name."""

    def killed(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        make_key(tmp_path / "letters.key")
    assert not (tmp_path / "letters.key").exists()


def test_sender_intake_and_pages_are_told_of_the_same_key(tmp_path: Path) -> None:
    own = Installation(tmp_path, servers=SERVERS, answers_url="https://bwrdd.example/atebion/")
    assert "CPR_KEY_FILE" not in settings.record_environment(own)
    make_key(own.key)
    told = settings.record_environment(own)
    assert told["CPR_KEY_FILE"] == str(tmp_path / "letters.key")
    assert installed_key(told) == Sender.configured(told).key == own.key.read_bytes()
    assert Sender.configured(told).answers == "https://bwrdd.example/atebion"
    pages = settings.answers_environment(own)
    assert pages.items() >= told.items()
    assert not {name for name in pages if "OWNER" in name}


def test_several_machines_name_the_key_that_they_share(tmp_path: Path) -> None:
    shared = tmp_path / "shared.key"
    read = settings.installation({"CPR_HOME": str(tmp_path / "home"), "CPR_KEY_FILE": str(shared)})
    assert read.key == shared
    told = settings.record_environment(Installation(tmp_path, servers=SERVERS, named_key=shared))
    assert told["CPR_KEY_FILE"] == str(shared)
    with pytest.raises(CorrespondenceError):
        installed_key(told)  # a key that was named and is not there is said, never made


def test_pages_without_a_key_say_so() -> None:
    with pytest.raises(DeploymentError) as refused:
        installed_key({})
    assert refused.value.code == "key_missing"


def test_a_key_that_others_can_read_is_found(tmp_path: Path) -> None:
    own = Installation(tmp_path, servers=SERVERS)
    make_key(own.key)
    assert [each.code for each in findings._answers(own)] == ["key_private"]
    own.key.chmod(0o640)
    assert not is_private(own.key)
    assert [each.code for each in findings._answers(own)] == ["key_open_to_others"]
