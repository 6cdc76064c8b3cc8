"""The letter by which the coordinators learn what was proposed: short, the programmes in a table, how to choose."""

from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Any

from sqlmodel import col, select

from models.casework import letters
from models.casework.people import holding
from models.casework.programmes.ahead import Ahead
from models.guidance.programme_rules import choose_by
from models.records import Letter, ProposedMeeting, ProposedProgramme

LETTER = "programme_proposed"

Proposed = tuple[ProposedProgramme, Sequence[ProposedMeeting]]


def tell(at: Ahead, occasion: str, found: Sequence[Proposed]) -> None:
    """Mean the letter to the Board's coordinators; that no days were found is said once, until some are."""
    session, review = at.office.session, at.review
    letter = select(Letter).where(Letter.review_id == review.id, Letter.letter == LETTER)
    last = session.exec(letter.order_by(col(Letter.sequence).desc()).limit(1)).first()
    if last is not None and not found and not last.facts["programmes"]:
        return
    letters.mean(
        at.office,
        LETTER,
        holding(session, review.board_code, "coordinator", at.office.today),
        board=review.board_code,
        review=review,
        sequence=0 if last is None else last.sequence + 1,
        occasion=occasion,
        answer_by=choose_by(at.office.today).isoformat() if found else None,
        complete_by=at.complete_by.isoformat() if at.complete_by else None,
        vacancies=[[each.role, each.agency] for each in at.vacancies],
        # One name a person, however many meetings their diary leaves open.
        could_not_be_asked=[{"person": code} for code in unknown(found)],
        programmes=[_programme(row, meetings) for row, meetings in found],
    )


def unknown(found: Iterable[Proposed]) -> list[str]:
    """Give whose diary is not known at one of the times, by code."""
    rows = (row for _, meetings in found for each in meetings for row in each.absent)
    return sorted({str(row["person"]) for row in rows if row["cause"] == "unknown"})


def _programme(row: ProposedProgramme, meetings: Sequence[ProposedMeeting]) -> dict[str, Any]:
    return {
        "number": row.number,
        "ends_on": row.ends_on.isoformat(),
        "meetings": [_meeting(each) for each in meetings],
    }


def _meeting(meeting: ProposedMeeting) -> dict[str, Any]:
    return {
        "kind": meeting.kind,
        "number": meeting.number,
        "starts_at": meeting.starts_at.astimezone(UTC).isoformat(),
        "ends_at": meeting.ends_at.astimezone(UTC).isoformat(),
        "fixed": meeting.fixed,
        "absent": [_absent(each) for each in meeting.absent if each["cause"] != "unknown"],
    }


def _absent(row: dict[str, str | None]) -> dict[str, Any]:
    return {
        "person": row["person"],
        "cause": row["cause"],
        "agency": row["agency"],
        # Under this name the people of a letter's facts are looked up.
        "could_stand_in": [row["stands_in"]] if row["stands_in"] else [],
    }
