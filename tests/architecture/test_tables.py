"""Tables of data say each thing once: of two rows with one name YAML keeps the last and says nothing."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from deployments.settings import CHECKOUT

HOUSE = ("models", "tasks", "deployments")
TABLES = sorted(path for folder in HOUSE for path in (CHECKOUT / folder).rglob("*.yaml"))


def twice(node: yaml.Node, at: str = "") -> Iterator[str]:
    """Give the names that stand twice in one mapping, with where."""
    if isinstance(node, yaml.MappingNode):
        names = Counter(str(key.value) for key, _ in node.value)
        yield from (f"{at}{name}" for name, count in names.items() if count > 1)
        for key, value in node.value:
            yield from twice(value, f"{at}{key.value}.")
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield from twice(value, f"{at}{place}.")


@pytest.mark.parametrize("path", TABLES, ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_no_name_stands_twice_in_a_table(path: Path) -> None:
    """Seen to fail when two sentences had the code ``person_not_invited``: one was lost."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    assert node is not None
    assert list(twice(node)) == []
