"""Files that people hand in: facts and answers in YAML or JSON, read as plain words."""

import sys
from pathlib import Path
from typing import Any

import yaml

from models.guidance.errors import GuidanceError

MOST_BYTES = 100_000
"""The facts of one referral take a few hundred; a file past this is the wrong file."""

_DEEPEST = 8


class _PlainLoader(yaml.CSafeLoader):
    """YAML without types but true, false and null: a date stays as it was written.

    YAML's own dates would fail on 2026-02-30 before we could say which fact is wrong.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012 - the name and type are PyYAML's
        first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":bool", ":null"))]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


def text_of(path: str, most: int = MOST_BYTES) -> str:
    """Read a file, or standard input for ``-``, as UTF-8 text of no more bytes than a form could have.

    Raises:
        GuidanceError: it cannot be read, is too long, or is no text.
    """
    try:
        if path == "-":
            content = sys.stdin.buffer.read(most + 1)
        else:
            with Path(path).open("rb") as file:
                content = file.read(most + 1)
    except (OSError, ValueError):
        raise GuidanceError("file_not_readable") from None
    if len(content) > most:
        raise GuidanceError("facts_too_long", most=most // 1000)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise GuidanceError("facts_not_text") from None


def plain_values(text: str) -> Any:  # noqa: ANN401 - whatever the file holds, and PyYAML's marks
    """Give the mappings, lists and words of YAML, or of JSON, which is YAML too.

    Raises:
        GuidanceError: it is neither, or nested, tagged or repeated as no form would be.
    """
    try:
        _check_shape(text)
        loader = _PlainLoader(text)
        node = loader.get_single_node()
        _check_keys(node)
        return {} if node is None else loader.construct_document(node)
    except yaml.YAMLError as error:
        raise GuidanceError("facts_not_yaml", line=_line(getattr(error, "problem_mark", None))) from None


def _line(mark: Any) -> int:  # noqa: ANN401 - whatever the file holds, and PyYAML's marks
    return mark.line + 1 if mark else 1


def _check_shape(text: str) -> None:
    """Refuse what could cost more than its length, before anything is built from it."""
    depth = 0
    for event in yaml.parse(text, Loader=_PlainLoader):
        line = _line(event.start_mark)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "tag", None):
            raise GuidanceError("facts_not_plain", line=line)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise GuidanceError("facts_too_deep", line=line)


def _check_keys(node: yaml.Node | None) -> None:
    """Refuse a fact given twice: YAML would silently keep the last."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if str(key.value) in seen:
                raise GuidanceError("facts_twice", line=_line(key.start_mark))
            seen.add(str(key.value))
            _check_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            _check_keys(entry)
