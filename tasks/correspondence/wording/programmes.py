"""The letter with the programmes to choose from: for each meeting the day, the hours, and who cannot come."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from babel.dates import get_day_names

from models.guidance import programme_rules
from models.guidance.calendar_dates import LONDON
from models.guidance.sentences import in_words
from models.guidance.words import Language, word
from models.records import Letter
from tasks.correspondence.occasion import Occasion
from tasks.correspondence.wording.saying import Facts, coded, counted, day, source


def _proposed(letter: Letter, around: Occasion, language: Language) -> Facts:
    given = letter.facts
    return {
        "occasion": coded("programme_occasion", given["occasion"], language),
        "complete_by": day(given.get("complete_by"), language),
        "vacancies": [_vacancy(role, agency, language) for role, agency in given.get("vacancies") or ()],
        "diary_unknown": [
            around.names.get(each["person"], each["person"]) for each in given.get("could_not_be_asked") or ()
        ],
        "programmes": [
            {
                "number": each["number"],
                "late": _late(each["ends_on"], given.get("complete_by"), language),
                "rows": [_row(every, around, language) for every in each["meetings"]],
            }
            for each in given["programmes"]
        ],
        **source(programme_rules.source(), language),
    }


def _vacancy(role: str, agency: str | None, language: Language) -> str:
    of = coded("role", role, language)
    return f"{of} ({coded('agency', agency, language)})" if agency else of


def _late(ends_on: str, complete_by: str | None, language: Language) -> str | None:
    """Say how long after the completion date a programme ends; none where it keeps it."""
    if complete_by is None or ends_on <= complete_by:
        return None
    days = (date.fromisoformat(ends_on) - date.fromisoformat(complete_by)).days
    return counted("days", days, language)


def _row(meeting: dict[str, Any], around: Occasion, language: Language) -> list[str]:
    """Give a meeting as the cells of a row."""
    starts, ends = (datetime.fromisoformat(meeting[at]).astimezone(LONDON) for at in ("starts_at", "ends_at"))
    names = get_day_names("abbreviated", locale=language)
    which = f" {meeting['number']}" if meeting["kind"] == "panel" else ""
    return [
        f"{names[starts.weekday()]} {in_words(starts.date(), language)}",
        f"{starts:%H:%M}–{ends:%H:%M}",
        f"{word('meeting', meeting['kind']).of(language)}{which}",
        "; ".join(_remarks(meeting, around, language)) or "-",
    ]


def _remarks(meeting: dict[str, Any], around: Occasion, language: Language) -> Iterator[str]:
    if meeting["fixed"]:
        yield word("programme_column", "stays").of(language)
    absent = ", ".join(_absent(each, around, language) for each in meeting["absent"])
    if absent:
        yield f"{word('programme_column', 'absent').of(language)}: {absent}"


def _absent(row: dict[str, Any], around: Occasion, language: Language) -> str:
    """Say who cannot come, why, and who comes instead."""
    who, why = around.names.get(row["person"], row["person"]), coded("obstacle", row["cause"], language)
    others = ", ".join(around.names.get(each, each) for each in row["could_stand_in"])
    instead = f"; {others} {word('programme_column', 'instead').of(language)}" if others else ""
    return f"{who} ({why}{instead})"


OWN = {"programme_proposed": _proposed}
