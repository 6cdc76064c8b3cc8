"""``docs/traceability.md``: each requirement of the 2015 review, and the tests that cite its number.

A test cites a requirement by its number (R30) in its docstring, in an id, or in a
comment inside it or right above it; what stands outside every test counts for the file.
"""

import ast
import io
import re
import tokenize
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from deployments.documents.markdown import table

Tests = Mapping[int, frozenset[str]]
"""The tests that cite each number."""

_NUMBER = re.compile(r"\bR([1-9]\d{0,2})\b")
_WRITTEN = {tokenize.COMMENT, tokenize.STRING}

_HEAD = """\
# Requirements and the tests that cite them

*Made of the tests by `make traceability`. The numbers are those of our reading of the Welsh Government's
review of 2015 (Social Research 45/2015); the titles stand in [requirements.yaml](requirements.yaml).*

A test that cites a number shows that the program does what stands there, or the part of it that the test's
name says. A number without a test is not covered yet, whatever else may be said of it.
"""


def page(checkout: Path) -> str:
    """Give the whole page."""
    known, tests = requirements(checkout), citations(checkout)
    covered = [number for number in known["titles"] if tests.get(number)]
    lines = [_HEAD, f"**{len(covered)} of {len(known['titles'])} are cited by a test.**", ""]
    lines += table(("", "requirement", "tests"), _rows(known, tests))
    return "\n".join(lines) + "\n"


def requirements(checkout: Path) -> dict[str, Any]:
    """Read the requirements: ``titles`` by number, and which are left for ``later``, whole or in part."""
    listed = yaml.safe_load((checkout / "docs/requirements.yaml").read_text(encoding="utf-8"))
    return {
        "titles": {int(name[1:]): title for name, title in listed["titles"].items()},
        "later": {int(name[1:]) for name in listed["later"]},
        "later_in_part": {int(name[1:]) for name in listed["later_in_part"]},
    }


def citations(checkout: Path) -> Tests:
    """Find every number that a test cites, and the tests that cite it."""
    found: dict[int, set[str]] = defaultdict(set)
    for path in sorted((checkout / "tests").rglob("*.py")):
        file = path.relative_to(checkout).as_posix()
        for number, test in _cited(path.read_text(encoding="utf-8")):
            found[number].add(f"`{file}`: {test}" if test else f"`{file}`")
    return {number: frozenset(tests) for number, tests in found.items()}


def _cited(source: str) -> Iterator[tuple[int, str]]:
    """Give each number cited in a file, with the test that it stands in or right above."""
    spans = list(_spans(ast.parse(source)))
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in _WRITTEN:
            for number in _NUMBER.findall(token.string):
                yield int(number), _test_at(token.start[0], spans)


def _spans(tree: ast.AST) -> Iterator[tuple[int, int, str]]:
    """Give the lines of each test, its decorators and the line above them included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            yield first - 1, node.end_lineno or first, node.name.removeprefix("test_").replace("_", " ")


def _test_at(line: int, spans: list[tuple[int, int, str]]) -> str:
    return next((name for first, last, name in spans if first <= line <= last), "")


def _rows(known: Mapping[str, Any], tests: Tests) -> Iterator[tuple[str, str, str]]:
    for number, title in known["titles"].items():
        cited = "<br>".join(sorted(tests.get(number, ())))
        yield f"R{number}", title, cited or f"*not yet covered{_when(number, known)}*"


def _when(number: int, known: Mapping[str, Any]) -> str:
    if number in known["later"]:
        return "; left for later"
    return "; in part left for later" if number in known["later_in_part"] else ""
