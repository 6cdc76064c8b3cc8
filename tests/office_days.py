"""Days at the office: the language in which the tests of the casework are written.

>>> day("Mon 2 Mar 2026")
datetime.date(2026, 3, 2)
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self, TypeVar

from answers import PEOPLE, REFERENCE, answer
from sqlalchemy import text
from sqlmodel import Session, SQLModel, col, select

from models import casework
from models.casework import HoldFacts, ReleaseFacts, invitations, meetings, process_events
from models.casework.invitations import Said
from models.casework.people import enter_people, read_people
from models.casework.quorum_of import invitations_of
from models.casework.standing import facts as facts_of
from models.guidance import route
from models.guidance.errors import GuidanceError, Refused
from models.guidance.meeting_kinds import instant
from models.guidance.meeting_kinds import kind as meeting_kind
from models.guidance.packs import MilestoneKey
from models.guidance.stages import Stage
from models.records import (
    Action,
    Fact,
    Hold,
    Invitation,
    Letter,
    Meeting,
    Milestone,
    ParallelProcess,
    Review,
    metadata,
)

_EVERY_ROW = text(
    " UNION ALL ".join(
        f"SELECT '{table.name}', t::text FROM \"{table.name}\" t"  # noqa: S608
        for table in metadata.sorted_tables
    )
)
RowT = TypeVar("RowT", bound=SQLModel)

TEN_IN_THE_MORNING = time(10, tzinfo=UTC)


def day(written: str | date) -> date:
    """Read a day as a person writes it, and see that its name is right."""
    if isinstance(written, date):
        return written
    read = datetime.strptime(f"{written} +0000", "%a %d %b %Y %z").date()
    assert f"{read:%a}" == written[:3], f"{written} is a {read:%A}"
    return read


def step_named(name: str) -> MilestoneKey:
    """Give the step that a test names: ``S05`` if the stage has one alone, else ``S12 brief``."""
    stage, _, milestone = name.partition(" ")
    found = [key for key in route.STEPS if key[0] == Stage(stage) and milestone in ("", key[1])]
    assert len(found) == 1, f"{name} names {len(found)} steps"
    return found[0]


class OfficeDays:
    """An office with its people, on one day after another."""

    def __init__(self, session: Session, today: str | date = "Mon 2 Mar 2026") -> None:
        self.session = session
        self.today = day(today)
        self.outcome = "extended"

    def with_people(self, people: str = PEOPLE) -> Self:
        """Put everybody on the list of people."""
        enter_people(self.session, read_people(people))
        return self

    @property
    def at(self) -> casework.Office:
        """Sit down at the desk: today, at ten."""
        now = datetime.combine(self.today, TEN_IN_THE_MORNING)
        return casework.Office(session=self.session, now=now, today=self.today, by="nia")

    def on(self, today: str | date) -> Self:
        """Let it be another day."""
        self.today = day(today)
        return self

    def later(self, **span: int) -> Self:
        """Let days or weeks pass."""
        return self.on(self.today + timedelta(**span))

    def opens(self, reference: str = REFERENCE, *, outcome: str = "extended", **facts: Any) -> Review:  # noqa: ANN401
        """Take in a referral that is on its way to *outcome*."""
        self.outcome = outcome
        return casework.receive(self.at, reference, "example", {**self.sensible(route.REFERRAL, ""), **facts})

    def sensible(self, step: MilestoneKey, subject: str) -> dict[str, Any]:
        """Give the sensible answer of today."""
        return answer(step, subject, on=self.today, outcome=self.outcome)

    def action(self, review: Review, step: str, subject: str | None = None) -> Action:
        """Find what an answer is for."""
        stage, milestone = step_named(step)
        return casework.find(self.session, review, stage, milestone=milestone, subject=subject)

    def answers(self, review: Review, step: str, subject: str | None = None, **facts: Any) -> Milestone:  # noqa: ANN401
        """Enter the sensible answer to a step, or what the test says instead; None leaves a fact out."""
        action = self.action(review, step, subject)
        given = {**self.sensible(step_named(step), action.subject), **facts}
        return casework.answer(self.at, action, {k: v for k, v in given.items() if v is not None})

    def is_refused(
        self,
        review: Review,
        step: str,
        subject: str | None = None,
        **facts: Any,  # noqa: ANN401
    ) -> tuple[GuidanceError, ...]:
        """Enter what the office must not accept, see that nothing came of it, and give the problems."""
        self.session.flush()
        before = self.everything()
        try:
            self.answers(review, step, subject, **facts)
        except GuidanceError as error:
            assert self.everything() == before, "something was left behind"
            return error.problems if isinstance(error, Refused) else (error,)
        message = f"{step} was accepted"
        raise AssertionError(message)

    def refuses(self, action: Action, given: object) -> GuidanceError:
        """Enter what must not be accepted as the desk does, which keeps the refusal with the action."""
        try:
            casework.answer(self.at, action, given)  # type: ignore[arg-type]
        except GuidanceError as error:
            casework.refuse(self.at, action, given, error)
            return error
        raise AssertionError(action.milestone)

    def codes(self, review: Review, step: str, subject: str | None = None, **facts: Any) -> list[str]:  # noqa: ANN401
        """Give the codes of the problems with which an answer is refused."""
        return [problem.code for problem in self.is_refused(review, step, subject, **facts)]

    def through(self, review: Review, until: str | None = None, **said: Mapping[str, Any]) -> Review:
        """Answer what is asked for, in the guidance's order, until a step is next; or to the end.

        *said* gives, by milestone, what is to be answered otherwise than usual.
        """
        while waiting := [
            each
            for each in casework.open_actions(self.session, review)
            if casework.step_key(each) != route.HOLD_REVIEW  # a test that holds a review looks at it itself
        ]:
            step = casework.step_key(waiting[0])
            if until and step == step_named(until):
                return review
            facts = {**self.sensible(step, waiting[0].subject), **said.get(step[1], {})}
            casework.answer(self.at, waiting[0], facts)
        assert until is None, f"nothing more is asked for, {until} never was"
        return review

    def holds(self, review: Review, scope: str, cause: str = "criminal_trial", **facts: Any) -> Hold:  # noqa: ANN401
        """Open a hold from today, to be looked at again in four weeks, or as the test says."""
        given = {
            "happened_on": self.today.isoformat(),
            "decided_by": "carys",
            "scope": scope,
            "cause": cause,
            "requested_by": "police",
            "authority": "written_request",
            "review_on": (self.today + timedelta(weeks=4)).isoformat(),
            **facts,
        }
        given = {name: each for name, each in given.items() if each is not None}
        return casework.hold(self.at, review, casework.understand(HoldFacts, given))

    def releases(self, review: Review, scope: str, **facts: Any) -> Hold:  # noqa: ANN401
        """End a hold today, or as the test says."""
        given = {"happened_on": self.today.isoformat(), "decided_by": "carys", "scope": scope, **facts}
        return casework.release(self.at, review, casework.understand(ReleaseFacts, given))

    def looks_again(self, review: Review, scope: str, **facts: Any) -> Milestone:  # noqa: ANN401
        """Look at a hold today, and let it go on for four weeks, or as the test says."""
        given = {
            "happened_on": self.today.isoformat(),
            "decided_by": "carys",
            "scope": scope,
            "goes_on": "yes",
            "review_on": (self.today + timedelta(weeks=4)).isoformat(),
            **facts,
        }
        given = {name: each for name, each in given.items() if each is not None}
        return casework.look_again(self.at, review, casework.understand(casework.HoldReviewFacts, given))

    def begins(self, review: Review, kind: str, **facts: Any) -> ParallelProcess:  # noqa: ANN401
        """Enter that a process began today, or as the test says."""
        given = {"happened_on": self.today.isoformat(), "decided_by": "pat", "kind": kind, **facts}
        understood = casework.understand(casework.ProcessBegunFacts, given)
        return process_events.begin(self.at, review, understood)

    def ends(self, review: Review, kind: str, **facts: Any) -> Milestone:  # noqa: ANN401
        """Enter that a process ended today, or as the test says."""
        given = {"happened_on": self.today.isoformat(), "decided_by": "pat", "kind": kind, **facts}
        understood = casework.understand(casework.ProcessEndedFacts, given)
        return process_events.end(self.at, review, understood)

    def plans(
        self,
        review: Review,
        kind: str,
        on: str | date,
        *,
        starts: time | None = None,
        number: int = 1,
        **more: Any,  # noqa: ANN401 - as `meetings.plan`
    ) -> Meeting:
        """Plan or move a meeting: two hours from *starts*, or its kind's usual hours."""
        starts_at, ends_at = meeting_kind(kind).usual_hours(day(on))
        if starts:
            starts_at = instant(day(on), starts)
            ends_at = starts_at + timedelta(hours=2)
        return meetings.plan(
            self.at, review, kind, starts_at=starts_at, ends_at=ends_at, number=number, **more
        )

    def replies(self, meeting: Meeting, person: str, answer: str, **said: Any) -> str:  # noqa: ANN401 - as `Said`
        """Take somebody's answer by mail, and give what came of it."""
        return invitations.take(
            self.at, self.invitation(meeting, person), Said(answer, **{"via": "mail", **said})
        )

    def invitation(self, meeting: Meeting, person: str) -> Invitation:
        """Give somebody's invitation, also one that was taken back."""
        wanted = select(Invitation).where(
            Invitation.meeting_id == meeting.id, Invitation.person_code == person
        )
        return self.session.exec(wanted).one()

    def invited(self, meeting: Meeting) -> dict[str, str]:
        """Give who is invited, and the answer that stands."""
        return {each.person_code: each.state for each in invitations_of(self.session, meeting)}

    def posts(self) -> Self:
        """Let everything that waits be sent, and be taken by the mail server."""
        for each in self.session.exec(select(Letter).where(Letter.state == "pending")):
            each.state, each.message, each.sent_on = "accepted", b"...", self.today
        self.session.flush()
        return self

    def asked(self, review: Review) -> list[str]:
        """Give what is asked for now, as the tests name it, with the subject where there is one."""
        return [
            f"{each.stage} {each.milestone} {each.subject}".strip()
            for each in casework.open_actions(self.session, review)
        ]

    def happened(self, review: Review) -> list[str]:
        """Give the milestones on the record, in the order in which they were entered."""
        rows = self.session.exec(
            select(Milestone).where(Milestone.review_id == review.id).order_by(col(Milestone.id))
        )
        return [f"{each.stage} {each.milestone} {each.subject}".strip() for each in rows]

    def facts(self, review: Review, kind: type[Fact]) -> list[Any]:
        """Give the facts of a kind."""
        return list(facts_of(self.session, kind, review))

    def rows(self, kind: type[RowT]) -> list[RowT]:
        """Give every row of a kind, in the order in which they were entered."""
        keys = metadata.tables[str(kind.__tablename__)].primary_key
        return list(self.session.exec(select(kind).order_by(*keys)))

    def letters(self, letter: str, *, state: str = "pending") -> list[str]:
        """Give to whom a letter is meant, in the order in which it was."""
        rows = select(Letter).where(Letter.letter == letter, Letter.state == state).order_by(col(Letter.id))
        return [each.recipient for each in self.session.exec(rows)]

    def meetings(self, review: Review) -> list[str]:
        """Give the meetings: which, on what day, whether held, how often moved."""
        rows = self.session.exec(
            select(Meeting).where(Meeting.review_id == review.id).order_by(col(Meeting.id))
        )
        return [f"{m.kind} {m.planned_on} {m.state} moved {m.sequence}" for m in rows]

    def counts(self) -> dict[str, int]:
        """Count the rows of every table."""
        return {name: len(rows) for name, rows in self.everything().items()}

    @contextmanager
    def nothing_changes(self) -> Iterator[None]:
        """See that no table has a row more or less, and that no row is different."""
        before = self.everything()
        yield
        assert self.everything() == before

    def everything(self) -> dict[str, list[str]]:
        """Give every row of every table, as PostgreSQL writes it."""
        self.session.flush()
        found: dict[str, list[str]] = {table.name: [] for table in metadata.sorted_tables}
        for name, row in self.session.execute(_EVERY_ROW):
            found[name].append(row)
        return {name: sorted(rows) for name, rows in found.items()}

    def stands_anywhere(self, canary: str) -> list[str]:
        """Give the tables in which something that was typed can be found."""
        return [name for name, rows in self.everything().items() if any(canary in row for row in rows)]


Arrive = Callable[[str], tuple[OfficeDays, Review]]
"""Begins a test where a step is asked for: gives the office and the review."""


def fields(row: SQLModel, *names: str) -> tuple[Any, ...]:
    """Give some fields of a row."""
    return tuple(getattr(row, name) for name in names)


def said_in_both_languages(problems: Iterable[GuidanceError]) -> list[str]:
    """Give the English sentences, having seen that the Welsh ones are there and differ."""
    spoken = [problem.words for problem in problems]
    assert all(each.cy and each.en and each.cy != each.en for each in spoken)
    return [each.en for each in spoken]
