"""Answers in a word: what may be written in a mail's first line, or chosen on a page, and what it says.

The words are data. Welsh and English are understood alike, capitals and accents make no
difference, and whatever is not exactly one of the words is not an answer: a person reads it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from models.guidance.packaged import table
from models.guidance.packs import MilestoneKey
from models.guidance.spoken_arguments import END, LONGEST_LINE, MOST_LINES, READERS, Spoken, plain
from models.guidance.words import Words

__all__ = ["Choice", "Spoken", "Takes", "choices", "is_language", "say", "understand"]

Takes = Literal["nothing", "date", "numbers", "lines", "reason", "time", "person", "states", "mark"]
"""What follows the word: a *date*, a *time* (day and hour), *numbers*, *lines* of people, a coded *reason*,
a *person* (code or address), *states* (numbers with how they stand), or a *mark* (1-5, and yes or no)."""


@dataclass(frozen=True)
class Choice:
    """One answer that may be given.

    Attributes:
        code: which answer it is.
        word: what is written, in Welsh and in English.
        means: what it says, for the reader.
        takes: what follows the word.
        optional: whether that may be left out.
        also: other words that are understood.
    """

    code: str
    word: Words
    means: Words
    takes: Takes
    optional: bool = False
    also: tuple[str, ...] = ()


@cache
def choices(letter: str, step: MilestoneKey | None = None) -> tuple[Choice, ...]:
    """Give what may be answered to a letter, in the order in which it is shown; the language last.

    ``step`` is that of the letter's action, for the letters that ask for one.

    >>> [each.code for each in choices("availability_asked")][:2]
    ['available', 'not_available']
    >>> from models.guidance.stages import Stage
    >>> choices("action_waiting", (Stage.S10, "timelines"))[0].word.both
    'anfonwyd / sent'
    """
    rows = table("spoken")
    codes = list(rows["letters"].get(letter, ()))
    if step is not None and letter in rows["about_actions"]:
        codes += rows["steps"].get(f"{step[0].value} {step[1]}", ())
    return tuple(_choice(code) for code in [*codes, *rows["language"]])


def is_language(choice: Choice | Spoken) -> bool:
    """Say whether an answer is about the language of letters: it may be given to any letter.

    >>> [is_language(each) for each in choices("learning_shared")]
    [False, True, True, True]
    """
    return choice.code in table("spoken")["language"]


def understand(text: str, among: Iterable[Choice]) -> Spoken | None:
    r"""Understand the first line that is neither empty nor quoted; None if it is none of the choices.

    >>> understand("> gwahoddiad\n\nDERBYN. Diolch", choices("invitation")).code
    'accept'
    >>> understand("accept if it is later", choices("invitation")) is None
    True
    """
    own = [line for line in map(str.strip, text.splitlines()) if line and not line.startswith(">")]
    if not own:
        return None
    known = tuple(among)
    first = _Line(own[0][:LONGEST_LINE])
    by_length = sorted(
        ((word, choice) for choice in known for word in _words(choice)), key=lambda pair: -len(pair[0])
    )
    for word, choice in by_length:
        given = first.after(word)
        if given is not None:
            return _with_lines(choice, given, own[1:])
    return _without_word(known, own)


def say(choice: Choice, given: str = "") -> Spoken:
    """Say one of the choices, with what follows its word: what a page does, and the telephone.

    >>> from models.guidance.route import CHECK
    >>> [ended] = [each for each in choices("reminder", CHECK) if each.code == "ended"]
    >>> say(ended, "20/11/2026").on, say(ended, "soon").problem
    (datetime.date(2026, 11, 20), 'date_unreadable')
    """
    said = Spoken(choice.code)
    given = given.strip()
    if choice.takes == "nothing" or (choice.optional and not given):
        return said
    return READERS[choice.takes](said, given)


def _choice(code: str) -> Choice:
    row = table("spoken")["choices"][code]
    return Choice(
        code=code,
        word=Words(**row["word"]),
        means=Words(**row["means"]),
        takes=row["takes"],
        optional=row.get("optional", False),
        also=tuple(row.get("also", ())),
    )


def _words(choice: Choice) -> tuple[str, ...]:
    return tuple(plain(each) for each in (choice.word.cy, choice.word.en, *choice.also))


@dataclass(frozen=True)
class _Line:
    """The first line of an answer."""

    written: str

    def after(self, word: str) -> str | None:
        """Give what follows the word on this line; None if the line does not begin with it."""
        line = plain(self.written)
        if not line.startswith(word):
            return None
        rest = line[len(word) :]
        return rest.strip(END + "-") if not rest or rest[0] in END else None


def _with_lines(choice: Choice, given: str, more: list[str]) -> Spoken | None:
    """Say a choice with what followed; a word that takes nothing stands alone, but for a courtesy."""
    if choice.takes == "nothing":
        polite = given in ("", *map(plain, table("spoken")["courtesies"]))
        return say(choice) if polite else None
    if choice.takes == "lines":
        return say(choice, "\n".join(more))
    if choice.takes == "states":
        return say(choice, ";".join([given, *_numbered(more)]))
    return say(choice, given)


def _without_word(known: Iterable[Choice], own: list[str]) -> Spoken | None:
    """Understand ``1 done; 2 open`` by itself: its word may be left out."""
    for choice in known:
        if choice.takes == "states" and (said := say(choice, ";".join(_numbered(own)))).problem is None:
            return said
    return None


def _numbered(lines: Iterable[str]) -> list[str]:
    found = []
    for line in lines:
        if not line[:1].isdecimal():
            break
        found.append(line[:LONGEST_LINE])
    return found[:MOST_LINES]
