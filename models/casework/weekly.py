"""The coordinator's week in one letter: what is late, what is due, what is held, what needs a person.

The facts of ``weekly`` (no review's letter; besides ``board``), in the order in which they
are told; every day in ISO form, every list perhaps empty:

- ``week_from``, ``week_until``: Monday and Sunday.
- ``overdue`` and ``this_week``: rows of ``reference``, ``stage``, ``milestone``, ``subject``,
  ``role``, ``person`` (code, or none: nobody holds the role), ``act_by``, ``days`` (working
  days late, or left), ``held`` (true or false); the most urgent first.
- ``undated``: rows of ``reference``, ``stage``, ``milestone``, ``subject``, ``role``,
  ``person``, ``opened_on``: they have no deadline, and so no reminders.
- ``holds``: rows of ``reference``, ``scope``, ``cause``, ``review_on``, ``past`` (its day is over).
- ``not_looked_at``: rows of ``reference``, ``looked_at_on``, ``look_by``: no process is known beside
  these reviews, and nobody has asked for as long as the rhythm of S07 allows.
- ``forecasts``: rows of ``reference``, ``synthetic`` (true or false), ``tenth``, ``half``,
  ``ninetieth``, ``since_last`` and ``since_first`` (days later than in the forecast before and in
  the first, or none): this week's, the next to be complete first.
- ``quorum``: rows of ``reference``, ``kind``, ``number``, ``planned_on``, ``met``,
  ``new_date_asked`` (both true or false): meetings to come to which an answer counted in the last week.
- ``unanswered``: rows of ``reference``, ``kind``, ``number``, ``planned_on``, ``person``,
  ``invited_on``: invitations past the day by which they should have been answered.
- ``nobody``: rows of ``reference``, ``stage``, ``milestone``, ``subject``, ``role``.
- ``bounced``: rows of ``person``, ``bounced_on``.
- ``to_release``: rows of ``letter`` (its number), ``kind``, ``reference``, ``recipient``: proposed letters.
- ``replies_to_read``, ``offers``, ``unknown``, ``refused``: how many mails a person must read,
  answers wait to be confirmed, letters may or may not have gone, and were refused for good or
  too often since the Monday before.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from models.casework import forecast_drift, letters
from models.casework.absences import stand_in
from models.casework.actions import owner, step_key
from models.casework.entering import Office
from models.casework.people import holding
from models.casework.process_looks import not_looked_at
from models.casework.standing import next_look, open_holds
from models.casework.to_read import counted, quorums, released_by_nobody, unanswered_invitations
from models.guidance import holds
from models.guidance.meeting_kinds import day_of
from models.guidance.working_days import is_working_day, working_days_between
from models.records import Action, Board, Letter, Person, Review, Role

SAID = (
    *("overdue", "this_week", "undated", "holds", "not_looked_at", "forecasts", "quorum", "unanswered"),
    *("nobody", "bounced", "to_release"),
    *("replies_to_read", "offers", "unknown", "refused"),
)
"""Where all of these are empty there is nothing to say."""


def weekly(office: Office) -> list[Letter]:
    """Mean the week's letter to every coordinator who has not had it: on its first working day, or later.

    Where there is nothing to say none is written. While a coordinator is away it goes to the deputy.
    """
    return [
        letter
        for board, people, facts in to_write(office)
        for letter in letters.mean(office, "weekly", people, board=board, **facts)
    ]


def to_write(office: Office) -> Iterator[tuple[str, list[Person], dict[str, Any]]]:
    """Give each Board whose coordinators are to have the week's letter, to whom it goes, and its facts."""
    if not is_working_day(office.today):
        return
    monday = office.today - timedelta(days=office.today.weekday())
    for board in office.session.exec(select(Board.code).order_by(col(Board.code))).all():
        if people := to_whom(office, board, "coordinator", "weekly", monday):
            facts = week(office, board, monday)
            if any(facts[name] for name in SAID):
                yield board, people, facts


def to_whom(office: Office, board: str, role: str, letter: str, since: date) -> list[Person]:
    """Give those in a role, or their deputies, who have not had a Board's regular letter since a day."""
    meant = select(Letter.recipient).where(
        Letter.letter == letter, Letter.due_on >= since, col(Letter.facts)["board"].as_string() == board
    )
    had = set(office.session.exec(meant))
    people = [
        stand_in(office.session, board, each, role, office.today) or each
        for each in holding(office.session, board, role, office.today)
    ]
    return [each for each in people if each.code not in had]


def week(office: Office, board: str, monday: date) -> dict[str, Any]:
    """Gather the facts of a Board's week."""
    session, sunday = office.session, monday + timedelta(days=6)
    waiting = [_Waiting(session, review, action, office.today) for review, action in _open(session, board)]
    dated = sorted((each for each in waiting if each.action.act_by), key=lambda each: each.act_by)
    return {
        "week_from": monday.isoformat(),
        "week_until": sunday.isoformat(),
        "overdue": [each.dated for each in dated if each.act_by < office.today],
        "this_week": [each.dated for each in dated if office.today <= each.act_by <= sunday],
        "undated": [each.undated for each in waiting if each.action.act_by is None],
        "holds": _holds(session, board, office.today, sunday),
        "not_looked_at": not_looked_at(session, board, office.today),
        "forecasts": forecast_drift.week(session, board, monday, office.today),
        "quorum": quorums(session, board, office.today),
        "unanswered": unanswered_invitations(session, board, office.today),
        "nobody": [each.what for each in waiting if each.person is None],
        "bounced": _bounced(session, board, office.today),
        "to_release": released_by_nobody(session, board),
        **counted(session, board, monday - timedelta(days=7)),
    }


def _open(session: Session, board: str) -> list[tuple[Review, Action]]:
    """Give what is open; the acknowledgements that are asked again by themselves are left out."""
    wanted = select(Review, Action).join(Action, col(Action.review_id) == Review.id)
    wanted = wanted.where(Review.board_code == board, Action.state == "open")
    wanted = wanted.where(~((col(Action.stage) == "S22") & (col(Action.milestone) == "acknowledgement")))
    return list(session.exec(wanted.order_by(col(Review.id), col(Action.id))).all())


class _Waiting:
    """One open action as the letter tells it."""

    def __init__(self, session: Session, review: Review, action: Action, on: date) -> None:
        self.review, self.action, self.on = review, action, on
        self.person = owner(session, review, action.role, action.subject, on)
        self.held = step_key(action)[0] in holds.stopped_by(
            each.scope for each in open_holds(session, review)
        )

    @property
    def act_by(self) -> date:
        assert self.action.act_by is not None
        return self.action.act_by

    @property
    def what(self) -> dict[str, Any]:
        """Give what is asked, of which role."""
        action = self.action
        return {
            "reference": self.review.reference,
            "stage": action.stage,
            "milestone": action.milestone,
            "subject": action.subject,
            "role": action.role,
        }

    @property
    def undated(self) -> dict[str, Any]:
        """Give what has no deadline."""
        person = self.person.code if self.person else None
        return {**self.what, "person": person, "opened_on": day_of(self.action.opened_at).isoformat()}

    @property
    def dated(self) -> dict[str, Any]:
        """Give what has a deadline, and how far it is off."""
        return {
            **self.what,
            "person": self.person.code if self.person else None,
            "act_by": self.act_by.isoformat(),
            "days": abs(working_days_between(self.on, self.act_by)),
            "held": self.held,
        }


def _holds(session: Session, board: str, today: date, until: date) -> list[dict[str, Any]]:
    """Give the open holds that are to be looked at by the end of the week, or should have been."""
    reviews = session.exec(select(Review).where(Review.board_code == board).order_by(col(Review.id))).all()
    return [
        {
            "reference": review.reference,
            "scope": hold.scope,
            "cause": hold.cause,
            "review_on": look_on.isoformat(),
            "past": look_on < today,
        }
        for review in reviews
        for look_on, hold in sorted(
            ((next_look(session, each), each) for each in open_holds(session, review)),
            key=lambda each: each[0],
        )
        if look_on <= until
    ]


def _bounced(session: Session, board: str, today: date) -> list[dict[str, Any]]:
    """Give those with a role for the Board whose address does not exist."""
    wanted = (
        select(Person)
        .join(Role, col(Role.person_code) == Person.code)
        .where(Role.board_code == board, col(Person.bounced_on).is_not(None))
        .where(col(Role.until).is_(None) | (col(Role.until) >= today))
    )
    found = {each.code: each for each in session.exec(wanted.order_by(col(Person.code)))}
    return [{"person": code, "bounced_on": str(each.bounced_on)} for code, each in found.items()]
