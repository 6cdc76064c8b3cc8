"""What a paper is made of, in one language, whether it becomes a page or a Word document."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib.resources import files
from string import Formatter
from typing import Any

import yaml

from models.guidance.sentences import in_words
from models.guidance.words import Language, Words


@dataclass(frozen=True)
class Figure:
    """A figure as it is shown, and where among the figures it stands (empty: nowhere)."""

    text: str
    path: str = ""


Line = tuple[str | Figure, ...]
"""A sentence, with its figures among the words."""


@dataclass(frozen=True)
class Row:
    """One line of a table; *total* where it adds up the others."""

    head: str
    cells: tuple[Figure, ...]
    total: bool = False


@dataclass(frozen=True)
class Table:
    """A table with its caption; the first of its heads is that of the rows' own heads."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True)
class Picture:
    """A drawing that says in words what it shows; a Word document has the words alone."""

    code: str
    svg: str

    @property
    def title(self) -> str:
        """What it is called, as it is written in the drawing."""
        return _within(self.svg, "title")

    @property
    def said(self) -> str:
        """What it shows, in words."""
        return _within(self.svg, "desc")


@dataclass(frozen=True)
class Section:
    """A part of a paper under a heading: its sentences, tables and pictures, in this order."""

    code: str
    title: str
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A whole paper in one language.

    Attributes:
        warnings: what stands at the top of every page.
        about: what it is made of.
    """

    language: Language
    title: str
    warnings: tuple[str, ...]
    about: tuple[Line, ...]
    sections: tuple[Section, ...] = ()


class Texts:
    """The standing texts of a paper, out of ``texts.yaml`` in its folder."""

    def __init__(self, paper: str, language: Language) -> None:
        self._texts = _texts(paper)
        self.language = language

    def text(self, code: str, **facts: object) -> str:
        """Say *code* as plain text."""
        return plain_text(self.line(code, **facts))

    def line(self, code: str, **facts: object) -> Line:
        """Say *code*; a `Figure` among the facts stays one.

        Raises:
            KeyError: no text has this code, or a fact it names is missing.
        """
        return filled(self._texts[code].of(self.language), self.language, **facts)


def filled(template: str, language: Language, **facts: object) -> Line:
    """Fill in a sentence; a `Figure` among the facts stays one.

    >>> filled("{n} of 9", "en", n=Figure("4", "number.n"))
    (Figure(text='4', path='number.n'), ' of 9')
    """
    parts: list[str | Figure] = []
    for literal, name, _, _ in Formatter().parse(template):
        parts.append(literal)
        if name is not None:
            fact = facts[name]
            parts.append(fact if isinstance(fact, Figure) else in_words(fact, language))
    return tuple(part for part in parts if part != "")


def word_context(paper: Paper) -> dict[str, Any]:
    """Give a paper as a Word template's names: text alone, pictures as their words."""
    return {
        "title": paper.title,
        "warnings": list(paper.warnings),
        "about": [plain_text(line) for line in paper.about],
        "sections": [_section(each) for each in paper.sections],
    }


def plain_text(line: Line) -> str:
    """Give a sentence without its figures' places."""
    return "".join(part if isinstance(part, str) else part.text for part in line)


def _section(section: Section) -> Mapping[str, Any]:
    return {
        "title": section.title,
        "lines": [plain_text(line) for line in section.lines],
        "tables": [_table(each) for each in section.tables],
        "pictures": [{"title": each.title, "said": each.said} for each in section.pictures],
    }


def _table(table: Table) -> Mapping[str, Any]:
    return {
        "caption": table.caption,
        "heads": list(table.heads),
        "rows": [{"head": row.head, "cells": [cell.text for cell in row.cells]} for row in table.rows],
        "note": table.note,
    }


def _within(svg: str, name: str) -> str:
    return unescape(svg.partition(f"<{name}>")[2].partition(f"</{name}>")[0])


@cache
def _texts(paper: str) -> Mapping[str, Words]:
    text = files("tasks").joinpath(f"papers/{paper}/texts.yaml").read_text(encoding="utf-8")
    return {code: Words(**row) for code, row in yaml.safe_load(text).items()}
