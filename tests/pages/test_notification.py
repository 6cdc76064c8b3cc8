"""The page of the notification: a draft is never lost, a person confirms the scan, the letter is meant."""

from typing import Any

import pytest
from answer_pages import TODAY, Pages, text_of
from office_days import OfficeDays
from sqlmodel import col, select

from models.casework.people import enter_people, read_people
from models.records import Action, Letter, Notification, NotificationDraft, Person, Role

REFERENCE = "CPR EX 71/2026"
READER = """\
code,name,e_mail,agency,language,trained_on,board,role,since
elin,Elin Example,elin@gov.example.test,welsh_government,en,,example,welsh_government,2012-01-01
"""
GOOD = {
    "rationale_abuse": "Neglect was suspected by two agencies in the months before the event.",
    "rationale_harm": "The child died; the examination does not rule out the neglect.",
    "rationale_window": "The child was on the register in the six months before the event.",
    "outline": "How agencies shared what they knew, and how the child was heard.",
}


@pytest.fixture
def link(pages: Pages) -> str:
    """The coordinator's link to a notification that waits."""
    return pages.notification_page(REFERENCE)


def with_reader(pages: Pages) -> None:
    with pages.desk() as session:
        enter_people(session, read_people(READER))


def written(pages: Pages) -> list[Notification]:
    with pages.desk() as session:
        return list(session.exec(select(Notification)))


def saved(pages: Pages) -> list[str]:
    with pages.desk() as session:
        rows = session.exec(select(NotificationDraft).order_by(col(NotificationDraft.id)))
        return [each.outline for each in rows]


def sends(pages: Pages, link: str, **fields: Any) -> str:  # noqa: ANN401 - as `Pages.post`
    """Fill in the form; give what the page then says, in English."""
    answer = pages.post(link, lang="en", **fields)
    if answer.status_code == 303:
        answer = pages.client.get(answer.headers["location"])
    return text_of(answer.text)


def test_the_page_shows_what_is_on_record_and_what_is_still_missing(pages: Pages, link: str) -> None:
    """R33, R34: the type and the votes are not typed again."""
    said = text_of(pages.get(link, lang="en").text)
    assert "extended child practice review" in said
    assert "majority (health: sees it otherwise, police: agrees, children’s social care: agrees)" in said
    assert "Quality: 30 of 100. In 2015 22 of 44 notifications had no clear rationale" in said
    assert "Abuse or neglect, known or suspected: there is no rationale." in said
    assert "Both limbs of the criteria were considered." in said


def test_every_save_is_kept_and_whoever_opens_the_page_next_finds_the_last(pages: Pages, link: str) -> None:
    """R35. Seen to fail with the first save shown in place of the last."""
    assert "The draft is kept." in sends(pages, link, do="save", outline="A first attempt.")
    assert "Quality: 70" in sends(pages, link, do="save", **{**GOOD, "outline": ""})
    sends(pages, link, do="save", **GOOD)
    sends(pages, link, do="save", **GOOD)
    assert saved(pages) == ["A first attempt.", "", GOOD["outline"]]
    page = pages.get(pages.notification_page(REFERENCE), lang="en").text
    assert GOOD["rationale_abuse"] in text_of(page)
    assert "Quality: 100 of 100" in text_of(page)


def test_two_who_write_at_once_lose_nothing_of_either(pages: Pages, link: str) -> None:
    """Seen to fail with the drafts counted in the form's seal: the second one's text was gone."""
    opened = pages.get(link).text
    sends(pages, link, do="save", outline="What the first one wrote.")
    sends(pages, link, page=opened, do="save", outline="What the second one wrote.")
    assert saved(pages) == ["What the first one wrote.", "What the second one wrote."]


def test_looking_changes_nothing(pages: Pages, link: str) -> None:
    before = pages.counts()
    for _ in range(2):
        assert pages.get(link).status_code == 200
    assert pages.counts() == before


def test_nothing_is_sent_before_a_person_has_confirmed(pages: Pages, link: str) -> None:
    """Seen to fail with the confirmation left out of the page's check."""
    with_reader(pages)
    said = sends(pages, link, do="send", **GOOD)
    assert "Confirm that you have read every text before it is sent." in said
    assert (written(pages), saved(pages)) == ([], [])
    assert GOOD["outline"] in said


def test_what_the_scan_finds_is_listed_and_must_have_been_seen(pages: Pages, link: str) -> None:
    """A box ticked before the scan has spoken confirms nothing. Seen to fail without ``seen``."""
    typed = {**GOOD, "outline": "Seen at the clinic on 3 May 2026, near CF10 3NQ."}
    first = pages.post(link, lang="en", do="send", checked="yes", **typed)
    said = text_of(first.text)
    assert (first.status_code, written(pages), saved(pages)) == (422, [], [])
    assert "Outline of the issues: postcode" in said
    assert "Outline of the issues: full date, such as a date of birth" in said
    assert typed["outline"] in said
    again = {"page": first.text, "do": "send", "checked": "yes", **typed}
    seen = ["outline:postcode", "outline:full_date"]
    assert "on the record" in sends(pages, link, seen=seen, **again)
    [row] = written(pages)
    assert row.scan_confirmed_by == "nia"


def test_it_is_entered_and_the_letter_is_meant_in_codes_alone(pages: Pages, link: str) -> None:
    """Seen to fail with the outline put into the letter's facts."""
    with_reader(pages)
    assert "goes in the next office hours" in sends(pages, link, do="send", checked="yes", **GOOD)
    [row] = written(pages)
    assert (row.rationale_harm, row.outline) == (GOOD["rationale_harm"], GOOD["outline"])
    with pages.desk() as session:
        [letter] = session.exec(select(Letter).where(Letter.letter == "notification"))
        assert (letter.recipient, letter.state) == ("elin", "pending")
        assert letter.facts == {"reference": REFERENCE, "board": "example", "notification": row.id}
    said = text_of(pages.get(link, lang="en").text)
    assert "Waiting to be sent" in said
    assert "Dear Elin Example" in said
    assert GOOD["outline"] in said
    assert "Save the draft" not in said


def test_where_nobody_reads_for_welsh_government_it_says_that_it_is_to_be_sent_by_hand(
    pages: Pages, link: str
) -> None:
    """Seen to fail with the letter meant to nobody, in silence."""
    said = sends(pages, link, do="send", checked="yes", **GOOD)
    assert "Nobody at Welsh Government is on the list of people: send it by hand" in said
    assert "To be sent by hand" in said


def test_the_form_is_good_once(pages: Pages, link: str) -> None:
    opened = pages.get(link).text
    sends(pages, link, do="send", checked="yes", **GOOD)
    said = sends(pages, link, page=opened, do="send", checked="yes", **{**GOOD, "outline": "Otherwise."})
    assert "Something changed after you opened the form" in said
    assert len(written(pages)) == 1


def test_it_opens_for_the_coordinator_and_whoever_stands_in_alone(pages: Pages) -> None:
    """Seen to fail with whoever the letter went to let in."""
    assert pages.get(pages.notification_page(REFERENCE, to="sian")).status_code == 410
    with pages.desk() as session:
        nia = session.exec(select(Role).where(Role.person_code == "nia")).one()
        nia.deputy_code = "gwen"
        session.add(nia)
    assert pages.get(pages.notification_page("CPR EX 73/2026", to="gwen")).status_code == 200
    with pages.desk() as session:
        nia = session.exec(select(Role).where(Role.person_code == "nia")).one()
        nia.until = TODAY.replace(day=1)
        session.add(nia)
    if TODAY.day > 1:
        assert pages.get(pages.notification_page("CPR EX 74/2026", to="nia")).status_code == 410


def test_a_link_for_letters_opens_no_notification(pages: Pages, link: str) -> None:
    number = link.split("-")[1]
    assert pages.get(link.replace(f"pn-{number}", f"pl-{number}")).status_code == 404
    with pages.desk() as session:
        assert session.get_one(Person, "nia").name
        assert OfficeDays(session, TODAY).rows(Action)


def test_what_the_group_wrote_goes_with_it_and_is_scanned_too(pages: Pages) -> None:
    """Seen to fail with the coordinator's own texts alone: whoever confirmed was not told."""
    link = pages.notification_page("CPR EX 79/2026")
    assert "The Group’s rationale: postcode" not in text_of(pages.get(link, lang="en").text)
    link = pages.notification_page("CPR EX 80/2026", rationale="Both limbs. Near CF10 3NQ.")
    assert "The Group’s rationale: postcode" in text_of(pages.get(link, lang="en").text)
