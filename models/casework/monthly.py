"""The Chair's month on one page: every review that is open, how it stands, what is late, what is held.

The facts of ``monthly`` (no review's letter; besides ``board``), every day in ISO form; no person is named:

- ``month``: the month in which it is written, such as ``2026-03``.
- ``open``, ``late``, ``held``: how many reviews are open; of these how many are past their
  completion date; and how many have an open hold.
- ``reviews``: rows, the oldest first, of ``reference``, ``status`` (a code of the vocabulary
  ``status``), ``months`` (whole months since the referral), ``complete_by`` (or none),
  ``overdue`` (rows of ``stage``, ``milestone``, ``subject``, ``role``, ``act_by``, ``days``:
  working days late) and ``holds`` (rows of ``scope``, ``cause``, ``from_on``, ``review_on``).
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models.casework import letters, overview
from models.casework.actions import open_actions
from models.casework.entering import AtReview, Office
from models.casework.standing import next_look, open_holds, review_deadlines, stand
from models.casework.weekly import to_whom
from models.guidance.calendar_dates import add_months
from models.guidance.route import COMPLETE, REFERRAL, has_ended
from models.guidance.working_days import is_working_day, working_days_between
from models.records import Board, Letter, Person, Review


def monthly(office: Office) -> list[Letter]:
    """Mean the month's page to every Board's Chair who has not had it: on its first working day, or later.

    Where no review is open none is written. While a Chair is away it goes to the deputy.
    """
    return [
        letter
        for board, people, facts in to_write(office)
        for letter in letters.mean(office, "monthly", people, board=board, **facts)
    ]


def to_write(office: Office) -> Iterator[tuple[str, list[Person], dict[str, Any]]]:
    """Give each Board whose Chair is to have the month's page, to whom it goes, and its facts."""
    if not is_working_day(office.today):
        return
    for board in office.session.exec(select(Board.code).order_by(col(Board.code))).all():
        if people := to_whom(office, board, "board_chair", "monthly", office.today.replace(day=1)):
            facts = month(office, board)
            if facts["open"]:
                yield board, people, facts


def month(office: Office, board: str) -> dict[str, Any]:
    """Gather the facts of a Board's month."""
    rows = [_row(at) for at in _open(office, board)]
    return {
        "month": f"{office.today:%Y-%m}",
        "open": len(rows),
        "late": sum(_is_late(row, office.today) for row in rows),
        "held": sum(bool(row["holds"]) for row in rows),
        "reviews": rows,
    }


def _is_late(row: dict[str, Any], today: date) -> bool:
    return row["status"] != "completed" and (row["complete_by"] or "9") < today.isoformat()


def _open(office: Office, board: str) -> list[AtReview]:
    """Give the Board's reviews in which something is still asked, the oldest first; no drafts."""
    wanted = select(Review).where(Review.board_code == board, col(Review.pack).is_not(None))
    found = [
        AtReview(office, review, stand(office.session, review))
        for review in office.session.exec(wanted.order_by(col(Review.id)))
    ]
    return [at for at in found if not has_ended(at.standing)]


def _row(at: AtReview) -> dict[str, Any]:
    session, today = at.office.session, at.office.today
    referred_on = at.standing.last(*REFERRAL)
    complete = review_deadlines(session, at.review, at.standing).get(COMPLETE)
    return {
        "reference": at.review.reference,
        "status": overview.status(at.office, at.review),
        "months": whole_months(referred_on, today) if referred_on else 0,
        "complete_by": complete.due.isoformat() if complete else None,
        "overdue": _overdue(session, at.review, today),
        "holds": [
            {
                "scope": each.scope,
                "cause": each.cause,
                "from_on": each.from_on.isoformat(),
                "review_on": next_look(session, each).isoformat(),
            }
            for each in open_holds(session, at.review)
        ],
    }


def whole_months(since: date, until: date) -> int:
    """Count the whole calendar months between two days.

    >>> whole_months(date(2026, 1, 31), date(2026, 2, 28)), whole_months(date(2026, 1, 15), date(2026, 3, 14))
    (1, 1)
    """
    months = (until.year - since.year) * 12 + until.month - since.month
    return months - (add_months(since, months) > until)


def _overdue(session: Session, review: Review, today: date) -> list[dict[str, Any]]:
    late = [
        (each.act_by, each)
        for each in open_actions(session, review)
        if each.act_by is not None and each.act_by < today
    ]
    return [
        {
            "stage": each.stage,
            "milestone": each.milestone,
            "subject": each.subject,
            "role": each.role,
            "act_by": act_by.isoformat(),
            "days": working_days_between(act_by, today),
        }
        for act_by, each in sorted(late, key=lambda pair: pair[0])
    ]
