"""Meetings: what cannot be planned, what the stages plan, what becomes of it."""

from datetime import UTC, datetime, time
from typing import Any

import pytest
from office_days import OfficeDays, fields, said_in_both_languages
from panel_days import PANEL, sent

from models.casework import meetings
from models.casework.panel_meetings import PanelMeetingFacts, meet_again
from models.guidance.errors import GuidanceError, Refused
from models.records import Letter, Meeting, Review


@pytest.mark.parametrize(
    ("wrong", "codes"),
    [
        ({"on": "Sat 21 Mar 2026"}, ["meeting_on_no_working_day"]),
        ({"on": "Mon 4 May 2026"}, ["meeting_on_no_working_day"]),
        ({"on": "Fri 27 Feb 2026"}, ["meeting_in_the_past"]),
        ({"starts": time(23)}, ["meeting_ends_before_it_begins"]),
        ({"place": "Rhif ffôn 029 2034 5678"}, ["place_may_identify"]),
        ({"place": "x" * 501}, ["field_too_long"]),
        ({"place": "Neuadd\nBcc: pawb"}, ["field_not_valid"]),
        ({"online_url": "http://cyfarfod.example"}, ["online_url_not_https"]),
        ({"online_url": "https://"}, ["online_url_not_https"]),
        ({"online_url": "https://[::1"}, ["online_url_not_https"]),
        ({"online_url": "https://nia@cyfarfod.example/"}, ["online_url_not_https"]),
        ({"online_url": "https://cyfarfod.example/" + "x" * 500}, ["field_too_long"]),
        (
            {"on": "Sun 1 Mar 2026", "place": "x" * 501},
            ["meeting_in_the_past", "meeting_on_no_working_day", "field_too_long"],
        ),
    ],
)
def test_a_meeting_that_cannot_be_is_refused_and_nothing_changed(
    office: OfficeDays, review: Review, wrong: dict[str, Any], codes: list[str]
) -> None:
    """Each seen to fail with its check left out."""
    office.plans(review, "panel", "Tue 17 Mar 2026")
    given_up = {"on": "Wed 18 Mar 2026", **wrong}
    with office.nothing_changes(), pytest.raises(Refused) as refused:
        office.plans(review, "panel", given_up.pop("on"), **given_up)
    assert [each.code for each in refused.value.problems] == codes
    said_in_both_languages(refused.value.problems)


def test_a_meeting_of_nobody_is_refused(office: OfficeDays) -> None:
    """Seen to fail with the meeting laid down all the same."""
    review = office.opens("CPR EX 9/2026")
    with office.nothing_changes(), pytest.raises(GuidanceError, match="nobody to invite"):
        office.plans(review, "panel", "Wed 18 Mar 2026")


def test_days_fixed_at_the_first_panel_meeting_are_pencilled_and_the_invited_know(
    office: OfficeDays, review: Review
) -> None:
    """The Board's too, with the Panel's Chair to present. Seen to fail with the day only written down."""
    office.answers(review, "S08", learning_event_on="2026-05-26", board_meeting_on="2026-07-01")
    by_kind = {each.kind: each for each in office.rows(Meeting)}
    event, board = by_kind["learning_event"], by_kind["board"]
    assert event.starts_at == datetime(2026, 5, 26, 8, 30, tzinfo=UTC)
    assert set(office.invited(event)) == set(PANEL)
    assert set(office.invited(board)) == {"carys", "pat"}
    assert {each.facts["confirmed"] for each in office.rows(Letter) if each.method} == {False}
    office.posts().answers(review, "S12 invite", event_on="2026-05-26")
    assert fields(event, "state", "sequence") == ("planned", 1)
    assert {each for _, each, _, _ in sent(office)} == set(PANEL)
    office.posts().answers(review, "S12 brief")
    office.answers(review, "S12 go_no_go", going_ahead="no_go", not_covered=["health"])
    assert fields(event, "state", "sequence") == ("pencilled", 2)
    assert {(each, sequence) for _, each, _, sequence in sent(office)} == {(each, 2) for each in PANEL}


def test_an_event_on_no_working_day_is_refused_where_it_was_said(office: OfficeDays, review: Review) -> None:
    [problem] = office.is_refused(review, "S08", learning_event_on="2026-05-25")
    assert (problem.code, problem.facts["field"]) == ("meeting_on_no_working_day", "learning_event_on")


def test_what_is_still_to_come_is_cancelled_when_a_review_ends(office: OfficeDays) -> None:
    """Seen to fail without the look in `actions.settle`: a forum's meeting outlived it."""
    review = office.through(office.opens("CPR EX 8/2026", outcome="mapf"), until="M02")
    office.posts().plans(review, "forum", "Wed 30 Sep 2026", number=2)
    office.posts()
    office.through(review)
    assert office.meetings(review)[-1].startswith("forum 2026-09-30 cancelled")
    assert {letter for letter, *_ in sent(office)} == {"invitation_cancelled"}
    with office.nothing_changes(), pytest.raises(GuidanceError) as refused:
        office.plans(review, "forum", "Thu 1 Oct 2026", number=3)
    assert refused.value.code == "review_has_ended"


def test_a_cancelled_meeting_that_is_planned_again_keeps_its_uid(
    office: OfficeDays, review: Review, panel: Meeting
) -> None:
    uid = panel.uid
    office.replies(panel, "rob", "accepted")
    meetings.cancel(office.at, panel)
    office.posts().plans(review, "panel", "Tue 17 Mar 2026")
    assert (panel.uid, panel.sequence, panel.state) == (uid, 2, "planned")
    assert office.invited(panel) == dict.fromkeys(PANEL, "needs_action")
    assert sent(office) == [("invitation", each, "REQUEST", 2) for each in sorted(PANEL)]


def test_a_panel_meeting_that_was_planned_is_the_one_that_is_held(
    office: OfficeDays, review: Review, panel: Meeting
) -> None:
    """A further one too: planned for one day and held on it, it is one meeting, not two."""
    again = office.plans(review, "panel", "Tue 24 Mar 2026", number=2)
    office.posts().on("Tue 17 Mar 2026").answers(review, "S08")
    came = {"decided_by": "pat", "attendance": [{"agency": "police", "attended": 1}]}
    facts = PanelMeetingFacts.model_validate({"happened_on": "2026-03-24", **came})
    meet_again(office.on("Tue 24 Mar 2026").at, review, facts)
    assert [fields(each, "state", "sequence") for each in (panel, again)] == [("held", 0)] * 2
    assert len(office.meetings(review)) == 2
    assert sent(office) == []


def test_a_meeting_held_before_its_day_leaves_the_diaries(
    office: OfficeDays, review: Review, panel: Meeting
) -> None:
    """Arranged anew by telephone, it would else stand there still.

    Seen to fail with nobody told, and with the CANCEL meant before SEQUENCE counted up.
    """
    office.answers(review, "S08")
    assert (panel.state, panel.planned_on) == ("held", office.today)
    assert sent(office) == [("invitation_cancelled", each, "CANCEL", 1) for each in sorted(PANEL)]


def test_a_meeting_entered_with_a_past_day_leaves_the_diaries_by_the_time_that_stands_there(
    office: OfficeDays, review: Review, panel: Meeting
) -> None:
    """Seen to fail with the day only written down: the old date stood in every diary for good."""
    stood = panel.starts_at
    meetings.plan_day(office.at, review, "panel", office.today, field="event_on")
    assert (panel.planned_on, panel.sequence) == (office.today, 1)
    assert sent(office) == [("invitation_cancelled", each, "CANCEL", 1) for each in sorted(PANEL)]
    assert {each.facts["starts_at"] for each in office.rows(Letter) if each.method == "CANCEL"} == {
        stood.astimezone(UTC).isoformat() if stood else None
    }
    office.posts()
    meetings.held(office.later(days=1).at, review, "panel", office.today)
    assert sent(office) == []
