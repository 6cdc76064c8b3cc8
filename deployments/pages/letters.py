"""The page of one letter: what it asks, what has been answered, and the answers there are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deployments.pages.given import Given
from deployments.pages.letter_standing import Stands, stands
from deployments.pages.sheets import Field, Form, GoneError, MistakenError, Option, Sheet
from deployments.pages.speaking import Say, rows
from models import casework
from models.casework import Office, spoken_answers
from models.casework.withdrawals import is_withdrawn
from models.guidance import spoken
from models.guidance.errors import GuidanceError
from models.guidance.spoken import Choice
from models.records import Action, Board, Letter, Person, Review

_MARKS = ("1", "2", "3", "4", "5")
_PROBLEMS = {
    "date": "problem_day",
    "numbers": "problem_numbers",
    "lines": "problem_lines",
    "states": "problem_lines",
    "mark": "problem_mark",
}
"""What can be filled in on a page, and what is said where it cannot be read."""
_FORMS = ("answer", "language")
"""A page has up to two forms: one for what the letter asks, one for the language of letters."""


@dataclass(frozen=True)
class LetterPage:
    """A letter that can be answered by a link."""

    letter: Letter
    action: Action | None
    review: Review | None
    person: Person
    board: Board
    stands: tuple[Stands, ...]

    @classmethod
    def open(cls, office: Office, number: int) -> "LetterPage":
        """Open a letter.

        Raises:
            GoneError: there is none (404), or its reader is to have no part in the review any more (410).
        """
        session = office.session
        letter = session.get(Letter, number)
        board = session.get(Board, letter.facts["board"]) if letter else None
        if letter is None or board is None:
            raise GoneError
        if is_withdrawn(session, letter.review_id, letter.recipient):
            raise GoneError(410)
        person = session.get_one(Person, letter.recipient)
        return cls(
            letter,
            session.get(Action, letter.action_id) if letter.action_id else None,
            session.get(Review, letter.review_id) if letter.review_id else None,
            person,
            board,
            stands(session, letter, person),
        )

    def lock(self, office: Office) -> None:
        """Take the review for this transaction, if the letter is about one: one answer at a time."""
        if self.review is not None:
            casework.lock(office.session, self.review.key)

    @property
    def run_id(self) -> str | None:
        """The run that may wait for the answer, if the letter asks for a step of the review."""
        asks = self.letter.action_id is not None or self.letter.letter == "learning_shared"
        return self.review.run_id if self.review and asks else None

    @property
    def standing(self) -> str:
        """All that an answer is an answer to: a form is good for that alone."""
        return f"{self.stands} {self.person.language}"

    def sheet(self, say: Say) -> Sheet:
        """Give what the page shows."""
        return Sheet(
            say("letter_title"),
            self._facts(say),
            tuple(each.said(say) for each in self.stands),
            tuple(self._form(name, say) for name in self._forms),
        )

    def answer(self, office: Office, given: Given) -> str:
        """Take an answer; give the code of what to say of it.

        Raises:
            MistakenError: it is not filled in as it must be, or cannot be taken.
        """
        form = given["form"] if given["form"] in self._forms else self._forms[0]
        chosen = [each for each in self._choices(form) if each.code == given[form]]
        if not chosen:
            raise MistakenError({form: "problem_answer"})
        said = spoken.say(chosen[0], _written(chosen[0], given))
        if said.problem:
            raise MistakenError({_name(chosen[0]): _PROBLEMS[chosen[0].takes]})
        try:
            outcome = spoken_answers.answer(office, self.letter, said, via="page")
        except GuidanceError:
            raise MistakenError({form: "problem_not_taken"}) from None
        if outcome.code == "refused":
            problem = f"problem_{outcome.reason}"
            raise MistakenError({form: problem if problem in rows() else "problem_not_taken"})
        return "applied" if outcome.code == "repeated" else outcome.code

    @property
    def _forms(self) -> list[str]:
        """Give the forms that this letter's page has; the one for the language is always there."""
        return [name for name in _FORMS if self._choices(name)]

    def _choices(self, form: str) -> list[Choice]:
        step = casework.step_key(self.action) if self.action else None
        found = spoken.choices(self.letter.letter, step)
        shown = [each for each in found if each.takes in _PROBLEMS or each.takes == "nothing"]
        return [each for each in shown if spoken.is_language(each) == (form == "language")]

    def _facts(self, say: Say) -> tuple[tuple[str, str, str | None], ...]:
        reference = self.review.reference if self.review else ""
        found = [(say("about"), self._about(say), None), (say("reference"), reference, None)]
        return tuple(row for row in found if row[1])

    def _about(self, say: Say) -> str:
        if self.action is not None:
            return casework.answers[casework.step_key(self.action)].facts.title.of(say.language)
        code = f"letter_{self.letter.letter}"
        return say(code if code in rows() else "letter_other")

    def _form(self, name: str, say: Say) -> Form:
        options = tuple(
            Option(each.code, say(f"option_{each.code}"), self._fields(each, say))
            for each in self._choices(name)
        )
        return Form(name, say(f"ask_{name}"), options)

    def _fields(self, choice: Choice, say: Say) -> tuple[Field, ...]:
        """Give the fields of what must be said about a choice; their names begin with its code."""
        name = _name(choice)
        match choice.takes:
            case "nothing":
                return ()
            case "numbers":
                return (self._numbers(name, choice, say),)
            case "mark":
                return _mark(name, say)
            case takes:
                return (_FIELDS[takes](name, say),)

    def _numbers(self, name: str, choice: Choice, say: Say) -> Field:
        facts: dict[str, Any] = self.letter.facts
        if choice.code == "available":
            times = tuple((str(n), say.when(_at(start), _at(end))) for n, start, end in facts["options"])
            return Field(name, "several", say("ask_times"), say("ask_times_hint"), times)
        # By their numbers alone: whoever forwards a link must not give away who takes part.
        people = tuple((str(n), say("person_number", number=n)) for n, *_ in facts["people"])
        return Field(name, "several", say("ask_people"), say("ask_people_hint"), people)


def _name(choice: Choice) -> str:
    """Give the name of the field in which what follows a choice is filled in."""
    return f"{choice.code}-{choice.takes}"


def _written(choice: Choice, given: Given) -> str:
    """Write what was filled in as it would be written in a mail, so that one reader reads both."""
    name = _name(choice)
    match choice.takes:
        case "date":
            on = given.day(name)
            return on.isoformat() if on else ""
        case "numbers":
            return " ".join(given.several(name))
        case "mark":
            return f"{given[name]} {given[f'{name}-prepared']}"
        case _:
            return given[name]


def _at(written: str) -> datetime:
    return datetime.fromisoformat(written)


def _mark(name: str, say: Say) -> tuple[Field, ...]:
    prepared = tuple((code, say.word("yes_no", code)) for code in ("yes", "no"))
    return (
        Field(name, "one", say("ask_helpful"), options=tuple((each, each) for each in _MARKS)),
        Field(f"{name}-prepared", "one", say("ask_prepared"), options=prepared),
    )


_FIELDS: dict[str, Callable[[str, Say], Field]] = {
    "date": lambda name, say: Field(name, "day", say("ask_day"), say("ask_day_hint")),
    "lines": lambda name, say: Field(name, "lines", say("ask_lines"), say("ask_lines_hint")),
    "states": lambda name, say: Field(name, "lines", say("ask_states"), say("ask_states_hint")),
}
