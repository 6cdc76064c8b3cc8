"""The page of one invitation: the meeting, what has been answered, and the answers there are."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from deployments.pages.given import Given, instant
from deployments.pages.sheets import Field, Form, GoneError, MistakenError, Option, Sheet
from deployments.pages.speaking import Say
from models import casework
from models.casework import Office, invitations
from models.casework.invitations import Said
from models.casework.invited import is_over
from models.casework.withdrawals import is_withdrawn
from models.guidance.errors import GuidanceError
from models.records import Alias, Board, Invitation, Meeting, Person, Reply, Review
from models.records.meetings import REASONS

ANSWERS = ("accepted", "tentative", "declined", "countered", "delegated")
"""In the order in which they are shown."""

_FARTHEST = timedelta(days=730)
"""How far ahead a meeting can be proposed: a year that was mistyped is a mistake, not a plan."""

_NOTICES = {"applied": "applied", "repeated": "applied", "shown": "shown", "stale": "stale"}


@dataclass(frozen=True)
class InvitationPage:
    """An invitation that can be looked at and answered by a link."""

    invitation: Invitation
    meeting: Meeting
    review: Review
    person: Person
    board: Board
    replies: int
    countered: Reply | None

    @classmethod
    def open(cls, office: Office, number: int) -> "InvitationPage":
        """Open an invitation.

        Raises:
            GoneError: there is none (404), or nothing can be answered there any more (410).
        """
        session = office.session
        invitation = session.get(Invitation, number)
        if invitation is None:
            raise GoneError
        meeting = session.get_one(Meeting, invitation.meeting_id)
        person = invitation.person_code
        if (
            invitation.state == "uninvited"
            or is_over(office, meeting)
            or is_withdrawn(session, meeting.review_id, person)
        ):
            raise GoneError(410)
        review = session.get_one(Review, meeting.review_id)
        replies, last = _replies(session, number)
        return cls(
            invitation,
            meeting,
            review,
            session.get_one(Person, person),
            session.get_one(Board, review.board_code),
            replies,
            last if last and last.answer == "countered" and last.outcome == "shown" else None,
        )

    def lock(self, office: Office) -> None:
        """Take the review for this transaction: one answer at a time."""
        casework.lock(office.session, self.review.key)

    @property
    def run_id(self) -> None:
        """No run waits for an answer to an invitation."""
        return

    @property
    def standing(self) -> str:
        """All that an answer is an answer to, and every answer until now: a form is good for that alone."""
        meeting, invitation = self.meeting, self.invitation
        return f"{meeting.sequence} {meeting.state} {meeting.starts_at} {invitation.state} {self.replies}"

    def sheet(self, say: Say) -> Sheet:
        """Give what the page shows."""
        return Sheet(say("invitation_title"), self._facts(say), self._stands(say), (_form(say),))

    def answer(self, office: Office, given: Given) -> str:
        """Take an answer; give the code of what to say of it.

        Raises:
            MistakenError: it is not filled in as it must be, or cannot be taken.
        """
        chosen = given["answer"]
        if chosen not in ANSWERS:
            raise MistakenError({"answer": "problem_answer"})
        said = replace(_READERS[chosen](office, given), sequence=self.meeting.sequence)
        try:
            return _NOTICES[invitations.take(office, self.invitation, said)]
        except GuidanceError:
            # Not why: a person who is kept out of a review is told from none that is not known.
            problem = {"deputy": "problem_deputy_unknown"} if said.deputy else {"answer": "problem_not_taken"}
            raise MistakenError(problem) from None

    def _facts(self, say: Say) -> tuple[tuple[str, str, str | None], ...]:
        meeting = self.meeting
        link = meeting.online_url if meeting.online_url.startswith("https://") else None
        rows = [
            (say("meeting"), say(f"meeting_{meeting.kind}"), None),
            (say("reference"), self.review.reference, None),
            (say("when"), self._when(say), None),
            (say("where"), meeting.place, None),
            (say("online"), meeting.online_url, link),
        ]
        return tuple(row for row in rows if row[1])

    def _when(self, say: Say) -> str:
        meeting = self.meeting
        if meeting.starts_at and meeting.ends_at:
            when = say.when(meeting.starts_at, meeting.ends_at)
        else:
            when = say.weekday(meeting.planned_on) if meeting.planned_on else say("not_fixed")
        return f"{when}: {say('pencilled')}" if meeting.state == "pencilled" else when

    def _stands(self, say: Say) -> tuple[str, ...]:
        lines = [say(f"stands_{self.invitation.state}")]
        if self.invitation.reason:
            lines.append(
                say("stands_reason", reason=say.word("reply_reason", self.invitation.reason).lower())
            )
        proposed = self.countered
        if proposed and proposed.proposed_start and proposed.proposed_end:
            lines.append(
                say("stands_countered", when=say.when(proposed.proposed_start, proposed.proposed_end))
            )
        return tuple(lines)


def _replies(session: Session, invitation: int) -> tuple[int, Reply | None]:
    """Count the answers that were ever given to an invitation, and give the last."""
    count = session.exec(select(func.count()).where(Reply.invitation_id == invitation)).one()
    last = select(Reply).where(Reply.invitation_id == invitation).order_by(col(Reply.id).desc())
    return count, session.exec(last).first()


def _form(say: Say) -> Form:
    reasons = tuple((code, say.word("reply_reason", code)) for code in REASONS)
    fields = {
        "declined": (Field("reason", "one", say("ask_reason"), options=reasons),),
        "countered": (
            Field("proposed", "day", say("ask_day"), say("ask_day_hint")),
            Field("start", "hour", say("ask_start"), say("ask_hour_hint")),
            Field("end", "hour", say("ask_end")),
        ),
        "delegated": (Field("deputy", "text", say("ask_deputy"), say("ask_deputy_hint")),),
    }
    options = tuple(Option(each, say(f"choice_{each}"), fields.get(each, ())) for each in ANSWERS)
    return Form("answer", say("ask_come"), options, say("latest_counts"))


def _accepted(_office: Office, given: Given) -> Said:
    return Said(given["answer"], "page")


def _declined(_office: Office, given: Given) -> Said:
    if given["reason"] not in REASONS:
        raise MistakenError({"reason": "problem_reason"})
    return Said("declined", "page", reason=given["reason"])


def _countered(office: Office, given: Given) -> Said:
    on, start, end = given.day("proposed"), given.hour("start"), given.hour("end")
    begins = instant(on, start) if on and start else None
    ends = instant(on, end) if on and end else None
    problems = {}
    if on is None or on > office.today + _FARTHEST:
        problems["proposed"] = "problem_day"
    elif begins and begins <= office.now:
        problems["proposed"] = "problem_past"
    if start is None or (on and begins is None):
        problems["start"] = "problem_start"
    if end is None or (on and ends is None) or (start and end <= start):
        problems["end"] = "problem_end"
    if problems:
        raise MistakenError(problems)
    return Said("countered", "page", proposed_start=begins, proposed_end=ends)


def _delegated(office: Office, given: Given) -> Said:
    if not given["deputy"]:
        raise MistakenError({"deputy": "problem_deputy"})
    found = _person(office.session, given["deputy"].casefold())
    if found is None:
        raise MistakenError({"deputy": "problem_deputy_unknown"})
    return Said("delegated", "page", deputy=found)


def _person(session: Session, written: str) -> str | None:
    """Find somebody on the list of people by code, or by an address of theirs; give the code."""
    if session.get(Person, written):
        return written
    own = select(Person.code).where(func.lower(Person.e_mail) == written)
    other = select(Alias.person_code).where(func.lower(Alias.e_mail) == written)
    return session.exec(own).first() or session.exec(other).first()


_READERS: dict[str, Callable[[Office, Given], Said]] = {
    "accepted": _accepted,
    "tentative": _accepted,
    "declined": _declined,
    "countered": _countered,
    "delegated": _delegated,
}
