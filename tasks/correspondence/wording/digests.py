"""Letters that tell many things in short: a person's day, a coordinator's week, a Chair's month.

Rows are cells in the order of the columns that the templates head.
"""

from datetime import date
from typing import Any

from models.casework import answers
from models.casework.forecast_drift import signed
from models.guidance.stages import Stage
from models.guidance.words import Language, word
from models.records import Letter
from tasks.correspondence.occasion import Occasion
from tasks.correspondence.wording.saying import Facts, addressee, coded, counted, day

_Row = dict[str, Any]
_Cells = list[str]


def _digest(letter: Letter, around: Occasion, language: Language) -> Facts:
    del letter
    return {"how_many": counted("letters", len(around.folded), language)}


def _weekly(letter: Letter, around: Occasion, language: Language) -> Facts:
    given, row = letter.facts, _Rows(letter, around, language)
    return {
        "week_from": day(given["week_from"], language),
        "week_until": day(given["week_until"], language),
        "late_count": len(given["overdue"]),
        "due_count": len(given["this_week"]),
        "replies_to_read": int(given["replies_to_read"]),
        "offers": int(given["offers"]),
        "unknown": int(given["unknown"]),
        "refused": int(given["refused"]),
        "overdue": [row.dated(each) for each in given["overdue"]],
        "this_week": [row.dated(each) for each in given["this_week"]],
        "undated": [
            [each["reference"], row.day(each["opened_on"]), row.what(each), row.who(each)]
            for each in given["undated"]
        ],
        "holds": [
            [each["reference"], row.day(each["review_on"]), *row.hold(each)] for each in given["holds"]
        ],
        # Letters that were meant before these were told have none, as with the forecasts.
        "not_looked_at": [
            [each["reference"], row.day(each["looked_at_on"]), row.day(each["look_by"])]
            for each in given.get("not_looked_at", ())
        ],
        "forecasts": [row.forecast(each) for each in given.get("forecasts", ())],
        "quorum": [[*row.meeting(each), row.quorum(each)] for each in given["quorum"]],
        "unanswered": [[*row.meeting(each), row.name(each["person"])] for each in given["unanswered"]],
        "nobody": [
            [each["reference"], row.what(each), coded("role", each["role"], language)]
            for each in given["nobody"]
        ],
        "bounced": [[row.name(each["person"]), row.day(each["bounced_on"])] for each in given["bounced"]],
        "to_release": [row.letter(each) for each in given["to_release"]],
    }


def _monthly(letter: Letter, around: Occasion, language: Language) -> Facts:
    given, row = letter.facts, _Rows(letter, around, language)
    year, month = str(given["month"]).split("-")
    late = [(each["reference"], every) for each in given["reviews"] for every in each["overdue"]]
    held = [(each["reference"], every) for each in given["reviews"] for every in each["holds"]]
    return {
        "month": f"{word('month', month).of(language)} {year}",
        "open": int(given["open"]),
        "late": int(given["late"]),
        "held": int(given["held"]),
        "reviews": [row.review(each) for each in given["reviews"]],
        "overdue": [
            [
                reference,
                row.day(each["act_by"]),
                row.late(each),
                row.what(each),
                coded("role", each["role"], language),
            ]
            for reference, each in late
        ],
        "holds": [
            [reference, row.day(each["from_on"]), row.day(each["review_on"]), *row.hold(each)]
            for reference, each in held
        ],
    }


class _Rows:
    """Rows of a digest, as cells in one language."""

    def __init__(self, letter: Letter, around: Occasion, language: Language) -> None:
        self.on, self.around, self.language = letter.due_on, around, language

    def dated(self, row: _Row) -> _Cells:
        """Tell what has a day: which review, by when, how far off, what, and of whom."""
        return [row["reference"], self.day(row["act_by"]), self.late(row), self.what(row), self.who(row)]

    def late(self, row: _Row) -> str:
        """Tell how far off a day is, and whether a hold stops what is asked."""
        said = counted("working_days", int(row["days"]), self.language)
        held = coded("status", "held", self.language)
        return f"{said} ({held})" if row.get("held") else said

    def what(self, row: _Row) -> str:
        """Tell which step it is; where a stage has several, which of them."""
        stage = Stage(row["stage"])
        said = word("stage", stage.value).of(self.language)
        if sum(each == stage for each, _ in answers.by_step) > 1:
            said = f"{said}: {word('milestone', row['milestone']).of(self.language)}"
        subject = str(row.get("subject") or "")
        of = subject if subject.isdecimal() else addressee(subject, self.on, self.language)
        return f"{said} ({of})" if of else said

    def who(self, row: _Row) -> str:
        """Name who must act; the role where nobody holds it."""
        return self.name(row["person"]) if row["person"] else coded("role", row["role"], self.language)

    def name(self, code: str) -> str:
        """Name a person."""
        return self.around.names.get(code, code)

    def hold(self, row: _Row) -> _Cells:
        """Tell what a hold stops, and why."""
        return [
            coded("hold_scope", row["scope"], self.language),
            coded("cause", row["cause"], self.language),
        ]

    def forecast(self, row: _Row) -> _Cells:
        """Tell when a review is expected to be complete, and by how many days that has moved."""
        mark = f" ({coded('screen', 'synthetic', self.language)})" if row["synthetic"] else ""
        between = f"{self.day(row['tenth'])} – {self.day(row['ninetieth'])}"
        moved = [signed(row["since_last"]), signed(row["since_first"])]
        return [f"{row['reference']}{mark}", self.day(row["half"]), between, *moved]

    def meeting(self, row: _Row) -> _Cells:
        """Tell which meeting, and when."""
        return [row["reference"], self.day(row["planned_on"]), coded("meeting", row["kind"], self.language)]

    def quorum(self, row: _Row) -> str:
        """Tell whether enough people come, or a new date is being sought."""
        code = "new_date" if row["new_date_asked"] else "met" if row["met"] else "not_met"
        return coded("quorum_state", code, self.language)

    def letter(self, row: _Row) -> _Cells:
        """Tell which letter waits to be released, and to whom it would go."""
        kind = coded("letter", row["kind"], self.language)
        return [str(row["letter"]), row["reference"] or "-", kind, self.name(row["recipient"])]

    def review(self, row: _Row) -> _Cells:
        """Tell how a review stands."""
        return [
            row["reference"],
            coded("status", row["status"], self.language),
            str(row["months"]),
            self.day(row["complete_by"]),
        ]

    def day(self, written: str | date | None) -> str:
        """Tell a day; a dash where none is set."""
        return day(str(written), self.language) or "-" if written else "-"


OWN = {"digest": _digest, "weekly": _weekly, "monthly": _monthly}
