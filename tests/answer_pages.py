"""The pages for answers as their readers meet them: a review, its Panel meeting, two who are invited."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from httpx import Response
from office_days import OfficeDays
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from models.records import Board, Invitation, Letter, Meeting, MeetingOption, Person, Reply, Review
from tasks import office
from tasks.correspondence import tokens
from tasks.correspondence.tokens import Purpose, Token

KEY = b"k" * 32
TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
LAST_DAY = TODAY + timedelta(days=90)
STARTS, ENDS = datetime(2026, 5, 12, 9, 0, tzinfo=UTC), datetime(2026, 5, 12, 11, 30, tzinfo=UTC)

_SEQUENCES = count(1)
"""Tells letters of one kind to one person apart."""


@dataclass
class Pages:
    """The pages as their readers meet them, and the record behind them."""

    client: TestClient
    review: int
    meeting: int

    @contextmanager
    def desk(self) -> Iterator[Session]:
        """Look at the record, or set it up."""
        with office.desk(by="nia") as at:
            yield at.session

    def invitation(self, person: str = "huw") -> Invitation:
        """Give a person's invitation as it stands."""
        with self.desk() as session:
            return session.exec(select(Invitation).where(Invitation.person_code == person)).one()

    def replies(self, person: str = "huw") -> list[tuple[str, str, str | None]]:
        """Give every answer of a person: which, what came of it, and the reason."""
        with self.desk() as session:
            wanted = select(Reply).join(Invitation).where(Invitation.person_code == person)
            rows = session.exec(wanted.order_by(col(Reply.id)))
            return [(each.answer, each.outcome, each.reason) for each in rows]

    def link(self, person: str = "huw", *, until: date = LAST_DAY) -> str:
        """Give the link to a person's invitation."""
        return tokens.seal(KEY, Token(Purpose.INVITATION_PAGE, self.invitation(person).key, until))

    def letter(self, letter: str, to: str = "huw", **columns: Any) -> str:  # noqa: ANN401
        """Write a letter to a person; give its link."""
        facts = {"board": "example", "reference": "CPR EX 1/2026", **columns.pop("facts", {})}
        with self.desk() as session:
            row = Letter(
                letter=letter,
                recipient=to,
                sequence=next(_SEQUENCES),
                due_on=TODAY,
                written_at=NOW,
                facts=facts,
                **columns,
            )
            session.add(row)
            session.flush()
            return tokens.seal(KEY, Token(Purpose.LETTER_PAGE, row.key, LAST_DAY))

    def diary_page(self, to: str = "huw", **columns: Any) -> str:  # noqa: ANN401 - columns of the letter
        """Ask a person for their diary; give the link to its page."""
        number = int(self.letter("diary_asked", to, **columns).split("-")[1])
        return tokens.seal(KEY, Token(Purpose.DIARY_PAGE, number, LAST_DAY))

    def notification_page(
        self, reference: str, to: str = "nia", *, rationale: str | None = None, outcome: str = "extended"
    ) -> str:
        """Let a review of its own wait for its notification; give the link to the page."""
        with self.desk() as session:
            days = OfficeDays(session, TODAY)
            own = {"rationale": rationale, "text_checked": "yes"}
            said = {"recommendation": own} if rationale else {}
            review = days.through(days.opens(reference, outcome=outcome), until="S05", **said)
            action = days.action(review, "S05")
            number, review_id = action.key, review.key
        written = self.letter("reminder", to, action_id=number, review_id=review_id)
        return tokens.seal(KEY, Token(Purpose.NOTIFICATION_PAGE, int(written.split("-")[1]), LAST_DAY))

    def action_letter(self, step: str, to: str, **said: Any) -> str:  # noqa: ANN401 - as `through`
        """Write to a person that an action waits; bring the review there first."""
        with self.desk() as session:
            days = OfficeDays(session, TODAY)
            review = days.through(session.get_one(Review, self.review), until=step, **said)
            action = days.action(review, step)
            number, review_id = action.key, review.key
        return self.letter("action_waiting", to, action_id=number, review_id=review_id)

    def get(self, link: str, **query: str) -> Response:
        """Open a link."""
        return self.client.get(f"/{link}", params=query)

    def post(
        self,
        link: str,
        *,
        page: str | None = None,
        lang: str = "",
        **fields: Any,  # noqa: ANN401 - text, or a list of what was ticked
    ) -> Response:
        """Send the page's form, filled in; the page as it is now, or as it was when *page* was read."""
        form = {"form": "answer", "seal": seal_in(page or self.get(link).text), **fields}
        return self.client.post(f"/{link}", params={"lang": lang} if lang else None, data=form)

    def counts(self) -> list[tuple[str, int]]:
        """Count the rows of every table."""
        with self.desk() as session:
            return sorted(OfficeDays(session, TODAY).counts().items())


def seal_in(page: str) -> str:
    """Find the form's seal on a page."""
    found = re.search(r'name="seal" value="([^"]*)"', page)
    assert found, "the page has no form"
    return found[1]


def text_of(page: str) -> str:
    """Give what a page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def peopled(client: TestClient) -> Pages:
    """Set up the record behind the pages."""
    office.set_clock(NOW)
    with office.desk(by="nia") as at:
        session = at.session
        days = OfficeDays(session, TODAY).with_people()
        board = session.get_one(Board, "example")
        board.telephone, board.website = "01632 960 123", "https://bwrdd.example.test"
        review = days.opens()
        meeting = _meeting(session, review)
        for person in ("huw", "sian"):
            agency = session.get_one(Person, person).agency_code
            row = Invitation(meeting_id=meeting.key, person_code=person, agency_code=agency, invited_on=TODAY)
            session.add(row)
        for number, hours in enumerate((0, 24), start=1):
            later = timedelta(hours=hours)
            option = MeetingOption(
                meeting_id=meeting.key, number=number, starts_at=STARTS + later, ends_at=ENDS + later
            )
            session.add(option)
        session.flush()
        return Pages(client, review.key, meeting.key)


def _meeting(session: Session, review: Review) -> Meeting:
    meeting = Meeting(
        review_id=review.key,
        kind="panel",
        uid=uuid4(),
        sequence=1,
        state="planned",
        planned_on=STARTS.date(),
        starts_at=STARTS,
        ends_at=ENDS,
        place="Ystafell 4",
        online_url="https://cyfarfod.example.test/4",
    )
    session.add(meeting)
    session.flush()
    return meeting
