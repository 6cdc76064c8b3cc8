"""What a page shows: facts, what stands, and forms with their fields; already in one language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

Kind = Literal["text", "hour", "day", "lines", "one", "several"]
"""How a field is filled in: a line, an hour, a day in three parts, lines, one of a list, several of it."""

DAY_PARTS = ("day", "month", "year")


@dataclass(frozen=True)
class Field:
    """One field of a form; ``options`` are values with their labels, where there is a list."""

    name: str
    kind: Kind
    label: str
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def anchor(self) -> str:
        """Where the summary of problems leads: what can be filled in first."""
        if self.kind == "day":
            return f"{self.name}-day"
        return f"{self.name}-{self.options[0][0]}" if self.options else self.name


@dataclass(frozen=True)
class Option:
    """One answer that may be chosen, with what must be said about it."""

    value: str
    label: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True)
class Form:
    """One question with its answers; ``name`` is the field that carries the one chosen."""

    name: str
    question: str
    options: tuple[Option, ...]
    hint: str = ""

    @property
    def anchor(self) -> str:
        """Where the summary of problems leads if nothing was chosen."""
        return f"{self.name}-{self.options[0].value}"


@dataclass(frozen=True)
class Sheet:
    """All that a page says about one invitation or letter.

    Attributes:
        title: the page's heading.
        facts: labels with what is so, and a link where there is one.
        stands: what has been answered, a sentence each.
        forms: what may be answered.
    """

    template: ClassVar[str] = "sheet.html"

    title: str
    facts: tuple[tuple[str, str, str | None], ...]
    stands: tuple[str, ...]
    forms: tuple[Form, ...] = ()

    def anchor(self, name: str) -> str:
        """Give the place of a field by its name."""
        places = {form.name: form.anchor for form in self.forms}
        for form in self.forms:
            for option in form.options:
                places |= {each.name: each.anchor for each in option.fields}
        return places[name]


@dataclass(frozen=True)
class Box:
    """A box to tick: its value, its label, and whether it is ticked."""

    value: str
    label: str
    ticked: bool = False


@dataclass(frozen=True)
class WeekOfDays:
    """A week of a diary: a box for all of it, and for each working day one for either half."""

    title: str
    whole: Box
    days: tuple[tuple[str, tuple[Box, ...]], ...]


@dataclass(frozen=True)
class DiarySheet(Sheet):
    """What the page of a diary shows beside the usual: its weeks."""

    template: ClassVar[str] = "diary.html"

    weeks: tuple[WeekOfDays, ...] = ()
    until: Field = field(default_factory=lambda: Field("until", "day", ""))

    def anchor(self, name: str) -> str:
        """Give the place of a field: its own name, and of a day its first part."""
        return "until-day" if name == "until" else name


@dataclass(frozen=True)
class WrittenText:
    """A text that somebody writes: what it is about, what it is now, and what it should say."""

    name: str
    label: str
    hint: str
    text: str


@dataclass(frozen=True)
class NotificationSheet(Sheet):
    """What the page of a notification shows beside the usual.

    Attributes:
        texts: what may be written; empty once it has been sent.
        score: one sentence on the whole, then one for each thing that is missing.
        letter: what Welsh Government reads, as text.
        found: says which texts seem to identify somebody, of those given or of the draft.
    """

    template: ClassVar[str] = "notification.html"

    texts: tuple[WrittenText, ...] = ()
    score: tuple[str, ...] = ()
    letter: str = ""
    found: Callable[[Mapping[str, str] | None], tuple[tuple[str, str, str], ...]] = lambda _: ()

    def anchor(self, name: str) -> str:
        """Give the place of a field: its own name, and of the confirmation its box."""
        return name


@dataclass
class MistakenError(Exception):
    """An answer cannot be taken as it was filled in; nothing of it is entered.

    ``problems`` gives, by field, the code of what is wrong.
    """

    problems: dict[str, str] = field(default_factory=dict)


@dataclass
class GoneError(Exception):
    """A link that opens nothing: never ours (404), or no longer good (410). Both look alike."""

    status: int = 404
