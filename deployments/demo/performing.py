"""The whole of it: people imported, the review opened, the script played, the run ended; then the report."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from prefect.client.schemas.objects import State

from deployments.demo import diaries, gates, replay
from deployments.demo.cast import BOARD, COORDINATOR, OFFICE, people
from deployments.demo.correspondents import Correspondents
from deployments.demo.installing import Place
from deployments.demo.known import Pattern
from deployments.demo.playing import Stage, Tell, move_clock, play
from deployments.demo.replay import Script
from deployments.demo.rounds import OfficeRound, Went
from deployments.demo.telling import report
from deployments.demo.words import DemoError
from flows import beside, forms
from flows.morning import look_over_acknowledgements
from models.casework import boards_office
from models.casework.panel_meetings import PanelMeetingFacts
from models.casework.people import enter_people, read_people
from models.casework.programmes import board_days
from models.casework.timelines import TimelineFacts
from models.guidance.route import REFERRAL
from models.guidance.words import Language, Words
from models.records import audit
from tasks.correspondence.board_mail import channel
from tasks.correspondence.sender import Sender
from tasks.diaries import coming_in
from tasks.office import desk


@dataclass(frozen=True)
class Performed:
    """A review that has been replayed to its end."""

    reference: str
    run_id: str
    mailbox: Path

    def report(self, language: Language) -> Iterator[str]:
        """Give the report, line by line."""
        with desk() as at:
            yield from report(at, self.reference, self.mailbox, language)


def perform(pattern: Pattern, place: Place, tell: Tell) -> Performed:
    """Replay a pattern on a running installation.

    Raises:
        DemoError: it did not go as it must.
    """
    script = replay.script(pattern)
    referral = script.acts[0]
    assert referral.given is not None
    move_clock(referral.day)
    tell(referral.day, "people_entered", {"count": _enter_people(script)}, Went())
    with gates.opened(place.services, script.reference, BOARD, referral.given) as run:
        facts = {"stage": REFERRAL[0].value, "what": REFERRAL[0].words, "reference": script.reference}
        stage = Stage(
            gate=run,
            document=_document_received,
            met=_panel_met,
            diaries=receive_diaries,
            look_over=look_over_acknowledgements,
            office_round=_round(place),
            tell=tell,
        )
        tell(referral.day, "opened", facts, stage.office_round())
        script = play(script, stage)
        run.finish()
        tell(script.acts[-1].day, "closed", {}, Went())
        return Performed(script.reference, str(run.id), place.letters)


def _enter_people(script: Script) -> int:
    rows = read_people(people(script.acts[0].day))
    with desk(by=COORDINATOR) as at:
        count = enter_people(at.session, rows)
        boards_office.enter(at, BOARD, **OFFICE)
        audit.write(at.session, "people_imported", by=at.by, people=count, rows=len(rows))
    return count


def _document_received(reference: str, given: Mapping[str, Any]) -> None:
    """Let the small flow take in a document, as it does when its own form is sent."""
    shown = forms.labelled(TimelineFacts, {name: each for name, each in given.items() if name != "received"})
    form = beside.TimelineForm(reference=reference, **shown)
    _see_it_entered(beside.document_received.fn(form), TimelineFacts.title)


def _panel_met(reference: str, given: Mapping[str, Any]) -> None:
    """Let the small flow enter a further Panel meeting, as it does when its own form is sent."""
    form = beside.PanelMeetingForm(reference=reference, **forms.labelled(PanelMeetingFacts, given))
    _see_it_entered(beside.panel_meeting.fn(form), PanelMeetingFacts.title)


def _see_it_entered(ended: State[None], stage: Words) -> None:
    """A small flow raises nothing: its state says what was refused, in both languages."""
    if ended.is_failed():
        raise DemoError("refused", stage=stage, reason=ended.message)


def receive_diaries(day: date) -> int:
    """Read what everybody's calendar says on a day, as ``cpr diary import`` does; give of how many people."""
    with desk(by=COORDINATOR) as at:
        board_days.enter(at, BOARD, diaries.sittings(day))
    for code in diaries.PEOPLE:
        coming_in.take_in(code, diaries.published(code, day))
    return len(diaries.PEOPLE)


def _round(place: Place) -> OfficeRound:
    sender = Sender.configured({**os.environ, "CPR_PAGES_URL": place.services.pages})
    people = Correspondents(place.letters, place.mail_port)
    return OfficeRound(channel(place.mail_url, sender), sender, place.replies, people)
