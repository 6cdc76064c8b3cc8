"""Every sentence stands in both languages, and every code that is used has one."""

import re
from string import Formatter

import yaml

from deployments.settings import CHECKOUT

FOLDER = CHECKOUT / "deployments"
ROWS = yaml.safe_load((FOLDER / "sentences.yaml").read_text(encoding="utf-8"))
USED = re.compile(r'(?:[Ee]rror|sentence|_well|_ill)\(\s*"([a-z_]+)"|"(usage_[a-z]+)"')
OURS = ("*.py", "console/__init__.py", "console/edge.py", "console/service.py", "console/usage.py")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_say_the_same_facts() -> None:
    for code, row in ROWS.items():
        assert set(row) == {"cy", "en"}, code
        assert placeholders(row["cy"]) == placeholders(row["en"]), code


def test_every_code_has_a_sentence_and_no_sentence_is_idle() -> None:
    sources = [path for pattern in OURS for path in FOLDER.glob(pattern)]
    used = {
        code
        for path in sources
        for found in USED.findall(path.read_text(encoding="utf-8"))
        for code in found
        if code
    }
    assert used == set(ROWS)
