"""An invitation on its page: looking changes nothing, what is sent counts once, and nowhere else."""

from datetime import UTC, datetime, timedelta

import pytest
from answer_pages import ENDS, NOW, STARTS, Pages, text_of
from sqlmodel import select

from deployments.pages.invitations import InvitationPage
from deployments.pages.sheets import Sheet
from deployments.pages.speaking import Say
from models.casework import invitations
from models.casework.invitations import Said
from models.records import Invitation, Letter, Meeting, Person, Reply, Review, Withdrawal
from tasks import office

TIME = {
    "proposed-day": "14",
    "proposed-month": "5",
    "proposed-year": "2026",
    "start": "10:00",
    "end": "12:00",
}


def test_the_page_says_what_when_and_where_and_names_nobody_else(pages: Pages) -> None:
    page = text_of(pages.get(pages.link(), lang="en").text)
    assert "Meeting Panel meeting Reference CPR EX 1/2026" in page
    assert "When Tuesday 12 May 2026, 10:00 to 12:30 (UK time) Where Ystafell 4" in page
    assert "You have not answered yet." in page
    assert "01632 960 123" in page
    with pages.desk() as session:
        others = session.exec(select(Person).where(Person.code != "huw")).all()
    assert not [each.code for each in others if each.name in page or each.e_mail in page]


def test_looking_changes_nothing_however_often_and_by_whatever(pages: Pages) -> None:
    """Link scanners open everything twice, with HEAD too.

    Seen to fail with `Counter.show` calling `take` for the first of the choices.
    """
    link = pages.link()
    before = pages.counts()
    for _ in range(2):
        assert pages.get(link).status_code == 200
        assert pages.get(link, lang="en", said="applied", answer="accepted").status_code == 200
        head = pages.client.head(f"/{link}")
        assert (head.status_code, head.text) == (200, "")
        assert pages.client.options(f"/{link}").status_code == 405
    assert pages.counts() == before
    assert pages.invitation().state == "needs_action"


def test_the_database_itself_refuses_a_change_while_a_page_is_shown(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail without `SET TRANSACTION READ ONLY`: the page is shown, and the answer entered."""
    sheet = InvitationPage.sheet

    def meddle(self: InvitationPage, say: Say) -> Sheet:
        self.invitation.state = "accepted"
        return sheet(self, say)

    monkeypatch.setattr(InvitationPage, "sheet", meddle)
    assert pages.get(pages.link()).status_code == 500
    assert pages.invitation().state == "needs_action"


@pytest.mark.parametrize(
    ("fields", "state", "outcome"),
    [
        ({"answer": "accepted"}, "accepted", "applied"),
        ({"answer": "tentative"}, "tentative", "applied"),
        ({"answer": "declined", "reason": "police_advice"}, "declined", "applied"),
        ({"answer": "countered", **TIME}, "needs_action", "shown"),
        ({"answer": "delegated", "deputy": "una"}, "delegated", "applied"),
        ({"answer": "delegated", "deputy": " Una@Elsewhere.example.test "}, "delegated", "applied"),
    ],
)
def test_each_answer_is_taken_and_leads_to_what_stands(
    pages: Pages, fields: dict[str, str], state: str, outcome: str
) -> None:
    link = pages.link()
    sent = pages.post(link, **fields)
    assert (sent.status_code, sent.headers["location"]) == (303, f"{link}?lang=cy&said={outcome}")
    assert pages.invitation().state == state
    assert pages.replies() == [(fields["answer"], outcome, fields.get("reason"))]
    with pages.desk() as session:
        reply = session.exec(select(Reply)).one()
        assert (reply.via, reply.entered_by, reply.sequence) == ("page", "page:huw", 1)
    page = text_of(pages.client.get(sent.headers["location"], params={"lang": "en"}).text)
    assert "You have not answered yet." not in page or state == "needs_action"


def test_what_stands_is_shown_with_its_reason_or_its_time(pages: Pages) -> None:
    pages.post(pages.link(), answer="declined", reason="sickness")
    assert "You have declined. The reason: sickness." in text_of(pages.get(pages.link(), lang="en").text)
    office.set_clock(NOW + timedelta(minutes=1))
    pages.post(pages.link(), answer="countered", **TIME)
    page = text_of(pages.get(pages.link(), lang="cy").text)
    assert "Rydych wedi cynnig amser arall: Dydd Iau 14 Mai 2026, 10:00 i 12:00 (amser y DU)." in page
    with pages.desk() as session:
        proposed = session.exec(select(Reply).where(Reply.answer == "countered")).one()
        assert proposed.proposed_start == datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
        assert proposed.proposed_end == datetime(2026, 5, 14, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "fields_wrong"),
    [
        ({}, ["answer-accepted"]),
        ({"answer": "nonsense"}, ["answer-accepted"]),
        ({"answer": "declined"}, ["reason-diary"]),
        ({"answer": "declined", "reason": "murder"}, ["reason-diary"]),
        ({"answer": "countered"}, ["proposed-day", "start", "end"]),
        ({"answer": "countered", **TIME, "proposed-month": "13"}, ["proposed-day"]),
        ({"answer": "countered", **TIME, "proposed-year": "2025"}, ["proposed-day"]),
        ({"answer": "countered", **TIME, "proposed-year": "2062"}, ["proposed-day"]),
        ({"answer": "countered", **TIME, "proposed-day": "1²"}, ["proposed-day"]),
        ({"answer": "countered", **TIME, "end": "10:00"}, ["end"]),
        ({"answer": "countered", **TIME, "start": "25:00"}, ["start"]),
        ({"answer": "delegated"}, ["deputy"]),
        ({"answer": "delegated", "deputy": "nobody@example.test"}, ["deputy"]),
        ({"answer": "delegated", "deputy": "huw"}, ["deputy"]),
        ({"answer": "delegated", "deputy": "a\0b"}, ["deputy"]),
    ],
)
def test_what_is_not_filled_in_right_changes_nothing_and_is_said_at_its_field(
    pages: Pages, fields: dict[str, str], fields_wrong: list[str]
) -> None:
    before = pages.counts()
    shown = pages.post(pages.link(), **fields)
    assert shown.status_code == 422
    assert "<title>Gwall: " in shown.text
    for field in fields_wrong:
        assert f'<li><a href="#{field}">' in shown.text
        assert f'id="{field}"' in shown.text
    assert shown.text.count("<li>") == len(fields_wrong)
    assert pages.counts() == before


def test_what_was_filled_in_is_still_there_beside_the_problem(pages: Pages) -> None:
    shown = pages.post(pages.link(), answer="delegated", deputy='"><script>alert(1)</script>').text
    assert 'value="&#34;&gt;&lt;script&gt;' in shown
    assert "<script" not in shown
    assert 'value="delegated" checked' in shown


def test_somebody_who_is_kept_out_of_the_review_looks_like_somebody_unknown(pages: Pages) -> None:
    """Seen to fail with the reason of the refusal shown."""
    unknown = pages.post(pages.link(), answer="delegated", deputy="zz")
    with pages.desk() as session:
        session.add(
            Withdrawal(
                review_id=pages.review,
                person_code="una",
                reason="disciplinary_advice",
                since=NOW.date(),
            )
        )
    kept_out = pages.post(pages.link(), answer="delegated", deputy="una")
    assert kept_out.status_code == unknown.status_code == 422
    assert text_of(kept_out.text) == text_of(unknown.text)


def test_the_same_form_sent_again_changes_nothing(pages: Pages) -> None:
    """A browser that is opened again sends its last form again, perhaps days later.

    Seen to fail with `is_sealed` always true.
    """
    link = pages.link()
    first = pages.get(link).text
    assert pages.post(link, page=first, answer="accepted").status_code == 303
    office.set_clock(NOW + timedelta(days=1))
    pages.post(link, answer="declined", reason="leave")
    again = pages.post(link, page=first, answer="accepted")
    assert again.headers["location"].endswith("said=changed")
    assert pages.invitation().state == "declined"
    assert [each[0] for each in pages.replies()] == ["accepted", "declined"]
    assert "felly ni chafodd ei defnyddio" in text_of(pages.client.get(again.headers["location"]).text)


def test_a_form_from_before_the_meeting_moved_accepts_nothing(pages: Pages) -> None:
    """Seen to fail without the meeting's SEQUENCE in what the form is sealed for."""
    link = pages.link()
    before = pages.get(link).text
    with pages.desk() as session:
        meeting = session.get_one(Meeting, pages.meeting)
        meeting.starts_at, meeting.ends_at = STARTS + timedelta(days=7), ENDS + timedelta(days=7)
        meeting.planned_on, meeting.sequence = (STARTS + timedelta(days=7)).date(), 2
    assert pages.post(link, page=before, answer="accepted").headers["location"].endswith("said=changed")
    assert (pages.invitation().state, pages.replies()) == ("needs_action", [])


@pytest.mark.parametrize("seal", ["", "x", "é" * 24, "a" * 24])
def test_a_program_that_posts_without_having_read_the_page_changes_nothing(pages: Pages, seal: str) -> None:
    sent = pages.client.post(f"/{pages.link()}", data={"answer": "accepted", "seal": seal})
    assert sent.headers["location"].endswith("said=changed")
    assert pages.replies() == []


def test_the_form_of_another_persons_page_is_good_for_nothing(pages: Pages) -> None:
    """Seen to fail without the link in what the form is sealed for: Siân's form then answers for Huw."""
    hers = pages.get(pages.link("sian")).text
    sent = pages.post(pages.link("huw"), page=hers, answer="accepted")
    assert sent.headers["location"].endswith("said=changed")
    assert pages.replies("huw") == pages.replies("sian") == []


def test_one_persons_link_answers_for_that_person_alone(pages: Pages) -> None:
    pages.post(pages.link("sian"), answer="accepted")
    assert pages.invitation("sian").state == "accepted"
    assert pages.invitation("huw").state == "needs_action"


def test_a_newer_answer_by_mail_is_what_the_page_shows(pages: Pages) -> None:
    pages.post(pages.link(), answer="accepted")
    office.set_clock(NOW + timedelta(hours=1))
    with office.desk(by="huw") as at:
        invitation = at.session.get_one(Invitation, pages.invitation().key)
        invitations.take(at, invitation, Said("declined", "mail", reason="diary"))
    assert "You have declined. The reason: diary." in text_of(pages.get(pages.link(), lang="en").text)


def test_a_pencilled_date_is_said_to_be_one_and_a_link_that_is_no_address_is_no_link(pages: Pages) -> None:
    with pages.desk() as session:
        meeting = session.get_one(Meeting, pages.meeting)
        meeting.state, meeting.online_url = "pencilled", "javascript:alert(1)"
    page = pages.get(pages.link(), lang="en").text
    assert "a provisional date: you will be told when it is firm" in page
    assert 'href="javascript' not in page


def test_the_answer_to_a_letter_about_an_invitation_is_an_answer_to_the_invitation(pages: Pages) -> None:
    link = pages.letter("invitation_reminder", invitation_id=pages.invitation().key, review_id=pages.review)
    assert pages.post(link, answer="accepted").status_code == 303
    assert pages.invitation().state == "accepted"


def test_nothing_of_the_review_or_its_letters_is_changed_by_a_refused_answer(pages: Pages) -> None:
    with pages.desk() as session:
        letters = len(session.exec(select(Letter)).all())
        review = session.get_one(Review, pages.review).model_dump()
    pages.post(pages.link(), answer="delegated", deputy="huw")
    with pages.desk() as session:
        assert len(session.exec(select(Letter)).all()) == letters
        assert session.get_one(Review, pages.review).model_dump() == review
