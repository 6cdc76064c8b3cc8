"""A whole review through the flow, in this process: answers come from a rehearsal instead of forms."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from answers import REFERENCE, answer
from prefect.client.orchestration import get_client
from sqlmodel import select

from flows import asking, forms
from flows.child_practice_review import child_practice_review
from flows.professional_forum import professional_forum
from models import casework
from models.casework import overview
from models.guidance import route
from models.guidance.packs import MilestoneKey
from models.records import Letter, Milestone
from tasks import office
from tasks.office import Waiting

FROM = datetime(2020, 3, 2, 10, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("prefect", "desk")


class Rehearsal:
    """Somebody who answers everything sensibly, a week after they were asked."""

    def __init__(self, outcome: str = "extended", **said: dict[str, Any]) -> None:
        self.outcome = outcome
        self.said = said
        self.asked: list[MilestoneKey] = []

    def __call__(self, waiting: Waiting) -> dict[str, Any]:
        self.asked.append(waiting.step)
        with office.desk() as at:
            now, today = at.now, at.today
        office.set_clock(now + timedelta(weeks=1))
        usual = answer(waiting.step, waiting.subject, on=today + timedelta(weeks=1), outcome=self.outcome)
        return {**usual, **self.said.get(waiting.step[1], {})}


def opening(outcome: str = "extended") -> forms.ReferralForm:
    given = answer(route.REFERRAL, on=FROM.date(), outcome=outcome)
    return forms.ReferralForm(**forms.opening(REFERENCE, "example", given))


def carry(rehearsal: Rehearsal) -> str:
    """Carry a review as far as it goes, and give the run's last word."""
    with asking.answered_by(rehearsal):
        state = child_practice_review(opening(rehearsal.outcome), return_state=True)
    assert state.is_completed(), state.message
    return state.message or ""


def counts() -> tuple[int, int]:
    with office.desk() as at:
        return len(at.session.exec(select(Milestone)).all()), len(at.session.exec(select(Letter)).all())


def status() -> str:
    with office.desk() as at:
        return overview.status(at, casework.review_by(at.session, REFERENCE))


def test_a_review_goes_from_its_referral_to_its_closed_action_plan() -> None:
    """R2-R6, R97: every stage is asked once, in the guidance's order, and stands on the record.

    The order was seen to fail with the analysis asked before the timelines: the run
    would have waited for ever.
    """
    rehearsal = Rehearsal()
    assert carry(rehearsal) == "Closed."
    asked_once = [key for key in rehearsal.asked if key != route.TIMELINES]
    assert len(asked_once) == len(set(asked_once))
    beside = {route.REFERRAL, route.CHECK, route.HOLD_REVIEW, route.REPLY, route.ACKNOWLEDGEMENT}
    assert set(rehearsal.asked) == {k for k, step in route.STEPS.items() if step.path != "forum"} - beside
    for place, key in enumerate(rehearsal.asked):
        assert not set(route.STEPS[key].after) & set(rehearsal.asked[place + 1 :])
    assert status() == "completed"
    run, now, timeline = shown()
    assert run == f"{REFERENCE} · closed"
    assert "Nothing is awaited." in now
    assert "Chair’s decision" in timeline


def shown() -> tuple[str, str, str]:
    """Give what Prefect shows of the review: its run's name and its two artifacts."""
    with office.desk() as at:
        run_id = casework.review_by(at.session, REFERENCE).run_id
    with get_client(sync_client=True) as client:
        run = client.read_flow_run(UUID(str(run_id)))
        pages = {each.key: str(each.data) for each in client.read_artifacts(limit=200)}
    return run.name, pages["cpr-ex-1-2026-now"], pages["cpr-ex-1-2026-timeline"]


class Slip(Rehearsal):
    """Somebody who at first decides against the recommendation without a reason."""

    def __call__(self, waiting: Waiting) -> dict[str, Any]:
        given = super().__call__(waiting)
        if waiting.step != route.DECISION:
            return given
        if self.asked.count(route.DECISION) == 1:
            return {**given, "outcome": "concise"}
        assert [each["code"] for each in waiting.refusals] == ["override_needs_a_reason"]
        return given


def test_what_is_refused_is_asked_again_and_what_is_on_the_record_is_passed_over() -> None:
    """A second run, and the first one begun again at its first line, ask nothing and write nothing.

    Seen to fail with the skip taken out: ``awaited`` giving answered actions too.
    """
    slip = Slip()
    assert carry(slip) == "Closed."
    assert slip.asked.count(route.DECISION) == 2
    before, again = counts(), Rehearsal()
    assert carry(again) == "Another run carries this review."
    with office.desk() as at:
        casework.review_by(at.session, REFERENCE).run_id = None
    assert carry(again) == "Closed."
    assert again.asked == []
    assert counts() == before


def test_no_review_ends_with_the_notification() -> None:
    """R36: Welsh Government is told of a decision not to review."""
    rehearsal = Rehearsal("none")
    assert carry(rehearsal) == "No review; Welsh Government has been told."
    assert rehearsal.asked[-1] == route.NOTIFICATION
    assert status() == "completed"


def test_a_decision_to_defer_asks_the_group_again() -> None:
    """R37: a deferral never lapses silently."""

    class Deferring(Rehearsal):
        def __call__(self, waiting: Waiting) -> dict[str, Any]:
            self.outcome = "deferred" if self.asked.count(route.DECISION) < 1 else "concise"
            return super().__call__(waiting)

    deferring = Deferring("concise")
    assert carry(deferring) == "Closed."
    assert deferring.asked.count(route.RECOMMENDATION) == 2


def test_a_forum_is_carried_to_its_themes(monkeypatch: pytest.MonkeyPatch) -> None:
    """R90, R92, R93: a forum has stages and an end of its own."""
    handed_over = []
    monkeypatch.setattr(
        "flows.running.start", lambda _, reference: handed_over.append(reference) or "a run of its own"
    )
    carry(Rehearsal("mapf"))
    assert handed_over == [REFERENCE]
    with office.desk() as at:
        casework.review_by(at.session, REFERENCE).run_id = None
    rehearsal = Rehearsal("mapf")
    with asking.answered_by(rehearsal):
        assert professional_forum(REFERENCE, return_state=True).message == "Done."
    assert rehearsal.asked == [key for key, step in route.STEPS.items() if step.path == "forum"]
    assert status() == "completed"
