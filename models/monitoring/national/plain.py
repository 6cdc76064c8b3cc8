"""The national picture as plain values and back: what a snapshot keeps, and what JSON can hold."""

from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from models.monitoring.national.figures import National


def plain(national: National) -> dict[str, Any]:
    """Give the figures as mappings, lists and plain values."""
    return asdict(national)


def from_plain(written: Mapping[str, Any]) -> National:
    """Give the figures back from what `plain` gave, or from what JSON made of that.

    Raises:
        KeyError: a figure is missing: it was written by another version of the program.
    """
    read: National = _read(National, written)
    return read


def _read(shape: Any, value: Any) -> Any:  # noqa: ANN401 - whatever the figures are made of
    if value is None:
        return None
    if isinstance(shape, type) and is_dataclass(shape):
        return shape(**{name: _read(own, value[name]) for name, own in _shapes(shape).items()})
    if get_origin(shape) is tuple:
        return tuple(_read(get_args(shape)[0], each) for each in value)
    if get_origin(shape) is dict:
        return {key: _read(get_args(shape)[1], each) for key, each in value.items()}
    return value


@cache
def _shapes(shape: Any) -> dict[str, Any]:  # noqa: ANN401 - a dataclass
    hints = get_type_hints(shape)
    return {field.name: hints[field.name] for field in fields(shape)}
