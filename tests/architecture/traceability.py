"""Write the table of requirements and the tests that cite them, in Markdown.

A test cites a requirement by its number (R30) in its docstring.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[2]
_NUMBER = re.compile(r"\bR(\d{1,3})\b")


def cited(path: Path) -> Iterator[tuple[int, str]]:
    """Give each requirement cited in a test file, with the test that cites it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            for number in _NUMBER.findall(ast.get_docstring(node) or ""):
                yield int(number), f"`{path.relative_to(_CHECKOUT)}` {node.name[5:].replace('_', ' ')}"


def table() -> str:
    """Give the whole document."""
    tests: dict[int, set[str]] = defaultdict(set)
    for path in sorted((_CHECKOUT / "tests").rglob("test_*.py")):
        for number, test in cited(path):
            tests[number].add(test)
    rows = [f"| R{number} | {'<br>'.join(sorted(tests[number]))} |" for number in sorted(tests)]
    head = "# Requirements and the tests that prove them\n\nWritten by `make traceability`.\n"
    return "\n".join([head, "| requirement | tests |", "|---|---|", *rows, ""])


if __name__ == "__main__":
    sys.stdout.write(table())
