"""The demonstration on our record alone, without Prefect: every pattern is played to its end."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any, Protocol, get_args
from uuid import uuid4

import psycopg
import pytest
from icalendar import Calendar
from sqlmodel import select

from deployments import databases
from deployments.demo import cast, known, replay
from deployments.demo.correspondents import Correspondents
from deployments.demo.performing import _document_received, receive_diaries
from deployments.demo.playing import Stage, Tell, move_clock, play
from deployments.demo.rounds import OfficeRound, Round, Went
from deployments.demo.telling import report
from deployments.demo.words import DemoError, said
from deployments.mail_room import open_mail_room, replies_in
from flows.morning import look_over_acknowledgements
from models import casework
from models.casework import overview
from models.casework.panel_meetings import PanelMeetingFacts, meet_again
from models.casework.people import enter_people, read_people
from models.casework.programmes import latest_round
from models.guidance import route
from models.guidance.errors import Refused
from models.guidance.packs import MilestoneKey
from models.guidance.words import Language
from models.records import Acknowledgement, Letter, Milestone, Review, audit
from tasks import office
from tasks.correspondence.board_mail import channel
from tasks.correspondence.replies.mailbox import place
from tasks.correspondence.sender import Sender
from tasks.office import desk

PATTERNS = known.names()


class AtTheDesk:
    """A run that is none: its forms go straight to the record."""

    def arrive(self, action: int) -> None:
        """Be there already."""

    def answer(self, _step: MilestoneKey, action: int, given: Mapping[str, Any]) -> str | None:
        refusal = office.record(action, given)
        if refusal is None:
            return None
        problems = refusal.problems if isinstance(refusal, Refused) else (refusal,)
        return "".join(problem.words.en for problem in problems)


def play_on_the_record(name: str, office_round: Round = Went, tell: Tell = lambda *_: None) -> replay.Script:
    script = replay.script(known.pattern(name))
    referral = script.acts[0]
    assert referral.given is not None
    move_clock(referral.day)
    with desk() as at:
        enter_people(at.session, read_people(cast.people(referral.day)))
    with desk() as at:
        casework.receive(at, script.reference, cast.BOARD, referral.given)
    return play(
        script,
        Stage(
            gate=AtTheDesk(),
            document=document,
            met=panel_met,
            diaries=receive_diaries,
            look_over=look_over_acknowledgements,
            office_round=office_round,
            tell=tell,
        ),
    )


def document(reference: str, given: Mapping[str, Any]) -> None:
    stage, milestone = route.TIMELINES
    with desk() as at:
        review = casework.review_by(at.session, reference)
        action = casework.find(at.session, review, stage, milestone=milestone, subject=str(given["agency"]))
        casework.answer(at, action, given)


def panel_met(reference: str, given: Mapping[str, Any]) -> None:
    with desk() as at:
        review = casework.review_by(at.session, reference)
        meet_again(at, review, casework.understand(PanelMeetingFacts, given))


class Reached(Protocol):
    """A database as the application reaches it."""

    application_url: str


@pytest.fixture
def our_own(own_database: Reached, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(office.DATABASE, own_database.application_url)


@pytest.mark.usefixtures("our_own")
@pytest.mark.parametrize("name", PATTERNS)
def test_every_pattern_passes_through_our_record_to_closed(name: str) -> None:
    script = play_on_the_record(name)
    with desk() as at:
        review = casework.review_by(at.session, script.reference)
        assert overview.status(at, review) == "completed"
        assert route.has_ended(casework.stand(at.session, review))
        assert not casework.open_actions(at.session, review)
        ledger = overview.ledger(at, review)
        assert ledger is not None
        assert ledger.elapsed == ledger.working + ledger.attributed + ledger.unexplained
        public = set(at.session.exec(select(Milestone.milestone).where(Milestone.synthetic == False)))  # noqa: E712
        given_up = at.session.exec(
            select(Acknowledgement.addressee).where(Acknowledgement.state == "missing")
        )
        assert given_up.all() == ["education"]
        asked_again = select(Letter.recipient).where(Letter.letter == "learning_shared", Letter.sequence > 0)
        assert sorted(at.session.exec(asked_again)) == ["education", "education", "health"]
        assert audit.verify(at.session)[2] is None
    expected = {
        act.step[1] if act.step else {"hold": "held", "release": "released"}[act.kind]
        for act in script.acts
        if act.public
    }
    assert public == expected


@pytest.mark.usefixtures("our_own")
def test_the_report_says_in_both_languages_what_was_planned_asked_and_sent(tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    with open_mail_room(letters) as port:
        sender = Sender(reply_to="atebion@example.test", key=b"k" * 32)
        mail = channel(f"boardmail://127.0.0.1:{port}?from={sender.address}", sender)
        replies = place(f"maildir://{replies_in(letters)}")
        office_round = OfficeRound(mail, sender, replies, Correspondents(letters, port))
        script = play_on_the_record("eleven-months", office_round)
    with desk() as at:
        welsh, english = (list(report(at, script.reference, letters, each)) for each in get_args(Language))
    assert said("heading_timeline").cy in welsh
    assert said("heading_timeline").en in english
    for lines in (welsh, english):
        assert any("2014-09-15*" in line for line in lines)  # the submission: its month is public
        assert sum(line.startswith("S22") for line in lines) == 9
        assert any("Carys Enghraifft" in line and line.endswith(": 2 - S04, S15") for line in lines)
        assert any(str(letters) in line for line in lines)
        # Seen to fail with nobody in the role: the coordinator was told to send it by hand.
        [notified] = [line for line in lines if "diogelu@llywodraeth.example.test" in line]
        assert notified.strip().startswith("1 ×")
    with desk() as at:
        sent = select(Letter.recipient, Letter.state).where(Letter.letter == "notification")
        assert at.session.exec(sent).all() == [("welsh-government", "accepted")]
        assert not at.session.exec(select(Letter).where(Letter.letter == "notification_by_hand")).all()


@pytest.mark.usefixtures("our_own")
def test_what_a_small_flow_refuses_ends_the_demonstration_with_the_reason() -> None:
    """It raises nothing: its state says so. Seen to fail with the state not looked at."""
    given = {"happened_on": "2020-03-02", "decided_by": "police", "evidence": "minute", "agency": "police"}
    with pytest.raises(DemoError, match=r"Agency timeline was refused: .* CPR EX 9/2026: look at"):
        _document_received("CPR EX 9/2026", given)


class EnoughError(Exception):
    """What was to be seen has been seen."""


@pytest.mark.usefixtures("our_own")
def test_one_of_three_programmes_is_chosen_and_it_is_what_the_invitations_carry(tmp_path: Path) -> None:
    """Seen to fail with the second programme pencilled when the first is chosen."""
    told: dict[str, date] = {}

    def tell(day: date, code: str, facts: Mapping[str, Any], went: Went) -> None:
        told.update({code: day, str(facts.get("stage")): day})
        if code == "programme_chosen":
            assert went.letters > 0
            raise EnoughError

    letters = tmp_path / "letters"
    with open_mail_room(letters) as port:
        sender = Sender(reply_to="atebion@example.test", key=b"k" * 32)
        mail = channel(f"boardmail://127.0.0.1:{port}?from={sender.address}", sender)
        replies = place(f"maildir://{replies_in(letters)}")
        office_round = OfficeRound(mail, sender, replies, Correspondents(letters, port))
        with pytest.raises(EnoughError):
            play_on_the_record("eleven-months", office_round, tell)

    assert told["first_panel_proposed"] == told["S04"]
    with desk() as at:
        [review] = at.session.exec(select(Review)).all()
        proposed = list(latest_round(at.session, review))
        chosen_ones = [each for each in proposed if each.programme.state == "chosen"]
        assert len(proposed) == 3
        assert chosen_ones == proposed[:1]
        starts = {(each.kind, each.number): each.starts_at for each in chosen_ones[0].meetings}
    assert len({tuple(m.starts_at for m in each.meetings) for each in proposed}) == 3
    assert {kind for kind, _ in starts} == {"panel", "learning_event", "board"}
    assert set(invited_to(letters)) == set(starts.values())


def invited_to(letters: Path) -> Iterator[datetime]:
    """Give when the meetings begin to which letters invite."""
    for file in (letters / "new").iterdir():
        for part in message_from_bytes(file.read_bytes(), policy=policy.default).walk():
            if part.get_content_type() == "text/calendar" and part.get_param("method") == "REQUEST":
                calendar = Calendar.from_ical(part.get_payload(decode=True))
                yield from (event["DTSTART"].dt.astimezone(UTC) for event in calendar.walk("VEVENT"))


class OwnServer(Protocol):
    """A server on which a test may make a database."""

    thrown_away: bool

    def admin(self) -> psycopg.Connection[Any]: ...

    def url(self, role: str, database: str) -> str: ...


class Template(Protocol):
    """A migrated database with no row."""

    name: str


@pytest.fixture
def second_url(server: OwnServer, template: Template) -> Iterator[str]:
    name = f"cpr_test_{uuid4().hex[:12]}"
    with server.admin() as admin:
        databases.create_ours(admin, name, template.name)
        yield server.url(databases.APPLICATION, name)
        if not server.thrown_away:
            databases.drop(admin, name)


def test_two_replays_give_the_same_timeline(
    own_database: Reached, second_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Prefect has no part in what the timeline is made of.
    timelines = []
    for url in (own_database.application_url, second_url):
        monkeypatch.setenv(office.DATABASE, url)
        script = play_on_the_record("eleven-months")
        with desk() as at:
            timelines.append(overview.timeline(at, casework.review_by(at.session, script.reference)))
    assert timelines[0] == timelines[1]
