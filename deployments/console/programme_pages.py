"""Programmes as the console shows them: each meeting with its hours, its deadline, and who cannot come."""

from collections.abc import Iterator, Sequence
from typing import Any

from models.casework.programmes import Ahead, Proposal, key_of
from models.casework.programmes.telling import unknown
from models.guidance.meeting_kinds import day_of, local_time
from models.guidance.sentences import sentence
from models.guidance.words import Language, Words, word
from models.records import ProposedMeeting

_COLUMNS = ("when", "meeting", "deadline", "latest", "absent")


def as_json(at: Ahead, found: Sequence[Proposal]) -> dict[str, Any]:
    """Give the programmes as JSON: instants in UTC, people by code."""
    return {
        "reference": at.review.reference,
        "complete_by": at.complete_by,
        "vacancies": [{"role": each.role, "agency": each.agency} for each in at.vacancies],
        "programmes": [
            {
                **each.programme.model_dump(mode="json", exclude={"id", "review_id"}),
                "meetings": [
                    every.model_dump(mode="json", exclude={"id", "programme_id"}) for every in each.meetings
                ],
            }
            for each in found
        ],
    }


def page(at: Ahead, found: Sequence[Proposal], language: Language) -> Iterator[str]:
    """Give the programmes as lines of text, what could not be known for them, and how one is chosen."""
    for each in found:
        yield from _programme(at, each, language)
        yield ""
    if at.vacancies:
        places = [_place(each.role, each.agency, language) for each in at.vacancies]
        yield sentence("programme_vacancies", places="; ".join(places)).of(language)
    if people := unknown((each.programme, each.meetings) for each in found):
        yield sentence("programme_unknown_diaries", people=", ".join(people)).of(language)
    if waiting := [each for each in found if each.programme.state == "proposed"]:
        yield _how_to_choose(at.review.reference, waiting).of(language)


def _place(role: str, agency: str | None, language: Language) -> str:
    of = word("role", role).of(language)
    return f"{of} ({word('agency', agency).of(language)})" if agency else of


def _programme(at: Ahead, proposal: Proposal, language: Language) -> Iterator[str]:
    row = proposal.programme
    yield sentence(
        "programme_heading",
        number=row.number,
        state=word("programme_state", row.state),
        occasion=word("programme_occasion", row.occasion),
        on=row.made_on,
    ).of(language)
    yield _line([word("programme_column", each).of(language) for each in _COLUMNS])
    for each in proposal.meetings:
        yield _line(_cells(at, each, language))
    if at.complete_by and row.ends_on > at.complete_by:
        late = (row.ends_on - at.complete_by).days
        said = sentence("programme_late", ends=row.ends_on, complete_by=at.complete_by, days=late)
        yield f"  {said.of(language)}"


def _line(cells: Sequence[str]) -> str:
    when, meeting, due, latest, absent = cells
    return f"  {when:<24} {meeting:<36} {due:<22} {latest:<20} {absent}".rstrip()


def _cells(at: Ahead, each: ProposedMeeting, language: Language) -> list[str]:
    number = f" {each.number}" if each.kind == "panel" else ""
    stays = f" ({word('programme_column', 'stays').of(language)})" if each.fixed else ""
    return [
        f"{day_of(each.starts_at)} {local_time(each.starts_at):%H:%M}–{local_time(each.ends_at):%H:%M}",
        f"{word('meeting', each.kind).of(language)}{number}{stays}",
        _deadline(at, each, language),
        str(each.no_later_than or ""),
        ", ".join(_absent(row, language) for row in each.absent if row["cause"] != "unknown"),
    ]


def _deadline(at: Ahead, each: ProposedMeeting, language: Language) -> str:
    """Give the deadline of the stage that a meeting serves, as it stands today, and say if it is past it."""
    row = next((row for row in at.rows if row.key == key_of(each)), None)
    deadline = at.deadlines.get(row.due) if row and row.due else None
    if deadline is None:
        return ""
    if day_of(each.starts_at) <= deadline.due:
        return str(deadline.due)
    return f"{deadline.due} ({word('programme_column', 'late').of(language)})"


def _absent(row: dict[str, str | None], language: Language) -> str:
    why = word("obstacle", str(row["cause"])).of(language)
    instead = word("programme_column", "instead").of(language)
    others = f"; {row['stands_in']} {instead}" if row["stands_in"] else ""
    return f"{row['person']} ({why}{others})"


def _how_to_choose(reference: str, found: Sequence[Proposal]) -> Words:
    numbers = [each.programme.number for each in found]
    listed = ", ".join(map(str, numbers))
    return sentence("programme_proposed_now", reference=reference, numbers=listed, first=numbers[0])
