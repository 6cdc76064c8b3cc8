"""The data files that ship inside this package."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def table(name: str) -> Any:  # noqa: ANN401 - YAML is whatever the file holds; each reader builds its own types
    """Read ``data/<name>.yaml`` once; callers treat what they get as read-only.

    >>> table("boards")["boards"][0]["code"]
    'cardiff_and_vale'
    """
    text = files(__package__).joinpath(f"data/{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
