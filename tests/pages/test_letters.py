"""A letter on its page: what it asks is answered there as it would be by mail."""

from datetime import date
from typing import Any

import pytest
from answer_pages import ENDS, NOW, STARTS, TODAY, Pages, text_of
from sqlmodel import col, select

from deployments.pages.speaking import rows
from models.guidance.packaged import table
from models.records import (
    Action,
    AgencyTold,
    Availability,
    Feedback,
    Meeting,
    MeetingOption,
    Milestone,
    Offer,
    ParallelProcess,
    Person,
    Withdrawal,
)

OPTIONS = [[1, STARTS.isoformat(), ENDS.isoformat()], [2, STARTS.isoformat(), ENDS.isoformat()]]


def _said(sent: Any) -> str:  # noqa: ANN401 - the client's answer
    assert sent.status_code == 303, text_of(sent.text)
    return str(sent.headers["location"]).rpartition("said=")[2]


def test_the_times_at_which_somebody_could_come_are_ticked(pages: Pages) -> None:
    link = pages.letter(
        "availability_asked", review_id=pages.review, meeting_id=pages.meeting, facts={"options": OPTIONS}
    )
    assert _said(pages.post(link, answer="available", **{"available-numbers": ["2"]})) == "applied"
    with pages.desk() as session:
        could = session.exec(select(MeetingOption.number, Availability.can).join(Availability)).all()
    assert sorted(could) == [(1, "no"), (2, "yes")]
    page = text_of(pages.get(link, lang="en").text)
    assert "You have said that you can come: Wednesday 13 May 2026, 10:00 to 12:30 (UK time)" in page
    assert "You have said that you cannot come: Tuesday 12 May 2026" in page


def test_an_action_answered_on_the_page_is_on_the_record(pages: Pages) -> None:
    link = pages.action_letter("S07 first_check", "sian")
    with pages.desk() as session:
        before = len(session.exec(select(Milestone)).all())
    assert _said(pages.post(link, answer="no_process")) == "applied"
    with pages.desk() as session:
        assert len(session.exec(select(Milestone)).all()) == before + 1
    page = text_of(pages.get(link, lang="en").text)
    assert "The answer has been on the record since 2 March 2026." in page
    before = pages.counts()
    assert _said(pages.post(link, answer="no_process")) in ("applied", "stale")
    assert pages.counts() == before


def test_a_day_is_filled_in_in_three_parts_and_said_what_is_wrong_with_it(pages: Pages) -> None:
    process = {"kind": "criminal_trial", "began_on": "2026-01"}
    link = pages.action_letter("S07 check", "sian", first_check={"processes": [process]})
    before = pages.counts()
    for (answer, day, month, year), said in {
        ("ended", "31", "", "2026"): "Enter a real date",
        ("ended", "1", "1", "2090"): "Enter a day that has been",
        ("expected_end", "1", "1", "2026"): "Enter a day to come",
        ("no_process", "", "", ""): "A parallel process is on the record",
    }.items():
        parts = {"day": day, "month": month, "year": year}
        filled = {f"{answer}-date-{part}": text for part, text in parts.items()}
        wrong = pages.post(link, answer=answer, lang="en", **filled)
        assert wrong.status_code == 422
        assert said in text_of(wrong.text)
        assert pages.counts() == before
    day = {"ended-date-day": "27", "ended-date-month": "2", "ended-date-year": "2026"}
    assert _said(pages.post(link, answer="ended", **day)) == "applied"
    with pages.desk() as session:
        ended = session.exec(
            select(ParallelProcess.ended_on).order_by(col(ParallelProcess.id).desc())
        ).first()
    assert ended == date(2026, 2, 27)


def test_what_only_the_coordinator_may_enter_is_offered(pages: Pages) -> None:
    link = pages.letter("practitioners_asked", "sian", review_id=pages.review, meeting_id=pages.meeting)
    assert pages.post(link, answer="practitioners").status_code == 422
    lines = "Ann Example <ann@police.example.test>; cy; key\nBen Example <ben@police.example.test>; en"
    assert _said(pages.post(link, answer="practitioners", **{"practitioners-lines": lines})) == "offered"
    with pages.desk() as session:
        offer = session.exec(select(Offer)).one()
        assert (offer.kind, offer.person_code, offer.state) == ("practitioners", "sian", "offered")
    page = pages.get(link, lang="en").text
    assert "Your answer came on 2 March 2026; the coordinator has yet to confirm it." in text_of(page)
    assert "ann@" not in page


def test_the_language_of_letters_is_chosen_on_any_letters_page(pages: Pages) -> None:
    link = pages.letter("monthly", "carys")
    sent = pages.post(link, form="language", language="english")
    assert _said(sent) == "applied"
    with pages.desk() as session:
        assert session.get_one(Person, "carys").language == "en"
    assert 'lang="en"' in pages.get(link).text
    assert pages.post(link, form="language").status_code == 422
    assert pages.post(link, form="answer", answer="english").status_code == 422


def test_a_form_sent_again_after_something_changed_is_not_used(pages: Pages) -> None:
    """Seen to fail with `is_sealed` always true: the language is what it was before."""
    link = pages.letter("monthly", "carys")
    old = pages.get(link).text
    pages.post(link, form="language", language="english")
    assert _said(pages.post(link, page=old, form="language", language="welsh")) == "changed"
    with pages.desk() as session:
        assert session.get_one(Person, "carys").language == "en"


def test_feedback_takes_both_answers_and_keeps_nobodys_name(pages: Pages) -> None:
    link = pages.letter("event_feedback", review_id=pages.review, meeting_id=pages.meeting)
    assert pages.post(link, answer="feedback", **{"feedback-mark": "4"}).status_code == 422
    marks = {"feedback-mark": "4", "feedback-mark-prepared": "no"}
    assert _said(pages.post(link, answer="feedback", **marks)) == "applied"
    with pages.desk() as session:
        given = session.exec(select(Feedback)).one()
        assert (given.helpful, given.prepared) == (4, "no")
    assert "You have answered. Thank you." in text_of(pages.get(link, lang="en").text)


def test_feedback_on_an_event_that_was_held_is_given_on_the_page_of_the_letter(pages: Pages) -> None:
    """Such a letter names its invitation; seen to fail with that opened: it is over, the link dead."""
    with pages.desk() as session:
        session.get_one(Meeting, pages.meeting).state = "held"
    about = {"review_id": pages.review, "meeting_id": pages.meeting}
    link = pages.letter("event_feedback", invitation_id=pages.invitation().key, **about)
    marks = {"feedback-mark": "4", "feedback-mark-prepared": "no"}
    assert _said(pages.post(link, answer="feedback", **marks)) == "applied"
    pages.post(link, answer="feedback", **marks)
    with pages.desk() as session:
        assert len(session.exec(select(Feedback)).all()) == 1
    assert pages.get(pages.letter("invitation", invitation_id=pages.invitation().key)).status_code == 410


def test_whom_a_list_names_by_mail_the_page_names_by_number(pages: Pages) -> None:
    """A letter that is forwarded must not give away who takes part; seen to fail with the names shown."""
    people = [[1, "Ann Example"], [3, "Ben Example"]]
    link = pages.letter(
        "briefing_asked", "sian", review_id=pages.review, meeting_id=pages.meeting, facts={"people": people}
    )
    page = pages.get(link, lang="en").text
    assert "Person 1 Person 3" in text_of(page)
    assert "Ann Example" not in page


def test_somebody_who_is_kept_out_of_the_review_can_answer_no_letter_about_it(pages: Pages) -> None:
    link = pages.letter("learning_shared", review_id=pages.review)
    with pages.desk() as session:
        session.add(
            Withdrawal(review_id=pages.review, person_code="huw", reason="police_advice", since=TODAY)
        )
    assert pages.get(link).status_code == 410


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("open", "We are waiting for your answer by 1 April 2026."),
        ("answered", "The answer has been on the record since 2 March 2026."),
        ("withdrawn", "No answer is needed any more."),
    ],
)
def test_shared_learning_says_whether_its_coming_was_acknowledged(
    pages: Pages, state: str, said: str
) -> None:
    with pages.desk() as session:
        action = Action(
            review_id=pages.review,
            stage="S22",
            milestone="acknowledgement",
            subject="agency:health",
            role="coordinator",
            state=state,
            opened_at=NOW,
            closed_at=None if state == "open" else NOW,
            act_by=date(2026, 4, 1),
        )
        session.add(action)
    link = pages.letter("learning_shared", review_id=pages.review, facts={"addressee": "agency:health"})
    assert said in text_of(pages.get(link, lang="en").text)


def test_what_an_agencys_lead_has_said_is_shown(pages: Pages) -> None:
    link = pages.letter("lead_briefing", "sian", review_id=pages.review, meeting_id=pages.meeting)
    with pages.desk() as session:
        told = AgencyTold(meeting_id=pages.meeting, agency_code="police", told_on=TODAY)
        session.add(told)
    assert "The people were told on 2 March 2026." in text_of(pages.get(link, lang="en").text)


def test_every_answer_that_a_page_can_show_has_its_words() -> None:
    on_letters = {code for codes in table("spoken")["letters"].values() for code in codes}
    on_steps = {code for codes in table("spoken")["steps"].values() for code in codes}
    only_by_invitation = {"accept", "tentative", "decline", "deputy", "propose"}
    codes = (on_letters | on_steps | set(table("spoken")["language"])) - only_by_invitation
    assert {f"option_{code}" for code in codes} == {name for name in rows() if name.startswith("option_")}
