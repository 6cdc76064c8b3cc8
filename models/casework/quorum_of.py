"""The quorum of a meeting on record, and the word to the coordinators when it is lost."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date

from sqlmodel import Session, col, func, or_, select

from models.casework import letters
from models.casework.convening import agencies_counted, in_role, roles_by_person
from models.casework.entering import Office
from models.casework.people import holding
from models.casework.withdrawals import is_withdrawn
from models.guidance import quorum as rules
from models.guidance.quorum import Invited, Missing, Quorum
from models.records import Invitation, Letter, Meeting, Person, Review, Role


def quorum(session: Session, meeting: Meeting) -> Quorum:
    """Give whether those who accepted are enough for a meeting; if not, what is missing and who could help."""
    table = _Table(session, meeting)
    counted = rules.quorum(meeting.kind, table.invited(), table.agencies())
    return Quorum(tuple(replace(each, could_stand_in=table.could_stand_in(each)) for each in counted.missing))


def invitations_of(session: Session, meeting: Meeting) -> Sequence[Invitation]:
    """Give the invitations to a meeting that stand, in the order in which people were invited."""
    standing = select(Invitation).where(Invitation.meeting_id == meeting.id, Invitation.state != "uninvited")
    return session.exec(standing.order_by(col(Invitation.id))).all()


@contextmanager
def watched(office: Office, meeting: Meeting, reason: str | None = None) -> Iterator[None]:
    """See whether what is done within takes from a meeting an acceptance that its quorum needs.

    If so the coordinators are told at once and a new date is asked for; so too when a
    refusal leaves the quorum out of reach of those who have not answered yet. A quorum
    that is met (again) asks for no new date.
    """
    before = _hopes(office.session, meeting)
    yield
    office.session.flush()
    after = _hopes(office.session, meeting)
    gone = {each.what for now, then in zip(after, before, strict=True) for each in rules.lost(then, now)}
    if gone:
        _tell(office, meeting, [m for m in quorum(office.session, meeting).missing if m.what in gone], reason)
        meeting.new_date_asked_on = office.today
    elif after[0].met:
        meeting.new_date_asked_on = None


def _hopes(session: Session, meeting: Meeting) -> tuple[Quorum, Quorum]:
    """Give the quorum as it stands, and as it would be if everybody came who has not refused."""
    table = _Table(session, meeting)
    invited, agencies = table.invited(), table.agencies()
    return (
        rules.quorum(meeting.kind, invited, agencies),
        rules.quorum(meeting.kind, invited, agencies, counted=rules.NOT_REFUSED),
    )


def _tell(office: Office, meeting: Meeting, missing: Sequence[Missing], reason: str | None) -> None:
    review = office.session.get_one(Review, meeting.review_id)
    told = select(func.count()).where(Letter.review_id == review.id, Letter.letter == "quorum_lost")
    letters.mean(
        office,
        "quorum_lost",
        holding(office.session, review.board_code, "coordinator", office.today),
        board=review.board_code,
        review=review,
        meeting=meeting,
        sequence=office.session.exec(told).one(),
        kind=meeting.kind,
        number=meeting.number,
        starts_at=meeting.starts_at.astimezone(UTC).isoformat() if meeting.starts_at else None,
        missing=[[each.role, each.agency] for each in missing],
        could_stand_in=list(Quorum(tuple(missing)).could_stand_in),
        reason=reason,
    )


class _Table:
    """A meeting with everybody round it, on its day."""

    def __init__(self, session: Session, meeting: Meeting) -> None:
        self._session = session
        self._meeting = meeting
        self._review = session.get_one(Review, meeting.review_id)
        self._invitations = invitations_of(session, meeting)

    @property
    def _on(self) -> date:
        # A meeting without a day has nobody invited: then nobody's term matters.
        return self._meeting.planned_on or date.max

    def invited(self) -> list[Invited]:
        roles = roles_by_person(self._session, self._review, self._meeting.kind, self._on)
        return [
            Invited(
                each.person_code,
                each.agency_code,
                roles.get(each.person_code, frozenset()),
                each.state,
                each.key_person,
                each.stands_in_for,
            )
            for each in self._invitations
        ]

    def agencies(self) -> tuple[str, ...]:
        return agencies_counted(self._session, self._review, self._meeting.kind)

    def could_stand_in(self, missing: Missing) -> tuple[str, ...]:
        """Give the deputy of whoever is missing, else others of that role or agency for the Board."""
        absent = [missing.person] if missing.person else self._absent(missing)
        deputies = self._fit(
            [d for each in absent for d in deputies_of(self._session, self._review, each, self._on)]
        )
        return tuple(deputies or self._fit(self._others(missing)))

    def _absent(self, missing: Missing) -> list[str]:
        if missing.role:
            people = in_role(self._session, self._review, missing.role, self._on)
            return [each.code for each in people]
        return [each.person_code for each in self._invitations if each.agency_code == missing.agency]

    def _others(self, missing: Missing) -> list[str]:
        board = self._review.board_code
        if missing.role:
            people = holding(self._session, board, missing.role, self._on)
            # Whoever reviews has been trained; the rest is asked when they are appointed.
            return [each.code for each in people if missing.role != "reviewer" or each.trained_on]
        of_agency = (
            select(Person.code)
            .join(Role, col(Role.person_code) == Person.code)
            .where(Role.board_code == board, Person.agency_code == missing.agency, Role.since <= self._on)
            .where(or_(col(Role.until).is_(None), col(Role.until) >= self._on))
        )
        return list(self._session.exec(of_agency.order_by(col(Role.since), col(Role.id))))

    def _fit(self, codes: Sequence[str]) -> list[str]:
        """Leave out who is at the table already, or must not be asked."""
        invited = {each.person_code for each in self._invitations}
        return [
            each
            for each in dict.fromkeys(codes)
            if each not in invited and is_withdrawn(self._session, self._review.id, each) is None
        ]


def deputies_of(session: Session, review: Review, person: str, on: date) -> list[str]:
    """Give who stands in for a person before this Board on a day, by code."""
    named = (
        select(Role.deputy_code)
        .where(Role.person_code == person, Role.board_code == review.board_code, Role.since <= on)
        .where(or_(col(Role.until).is_(None), col(Role.until) >= on), col(Role.deputy_code).is_not(None))
    )
    return [each for each in session.exec(named.order_by(col(Role.since), col(Role.id))) if each]
