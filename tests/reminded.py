"""Reminders in the words of the tests: days that pass with their sweeps, and what was told of an action."""

from datetime import date

from office_days import OfficeDays

from models.casework import reminders
from models.casework.reminders import Decision
from models.records import Action, Letter, Review

WRITTEN = ("reminder", "escalation", "invitation_reminder")
SETTLED = ("answered", "no_longer_asked", "already")
COLUMNS = "code,name,e_mail,agency,language,trained_on,board,role,since,until,deputy\n"
DEPUTY = COLUMNS + (
    "dewi,Dewi Example,dewi@police.example.test,police,cy,,example,panel_member,2012-01-01,,\n"
    "sian,Sian Example,sian@police.example.test,police,en,,example,agency_lead,2012-01-01,,dewi\n"
)


def timeline(office: OfficeDays, review: Review, agency: str = "police") -> Action:
    return office.action(review, "S10", agency)


def sweeps(office: OfficeDays, until: date) -> list[Decision]:
    """Sweep every day from the office's until *until*, that day included."""
    decided = []
    while office.today <= until:
        decided += reminders.sweep(office.at)
        office.later(days=1)
    return decided


def told(office: OfficeDays, action: Action) -> list[tuple[str, str, str, str]]:
    """Give what was written of an action: the day, the letter, the rung and to whom."""
    rows = [each for each in office.rows(Letter) if each.action_id == action.id and each.letter in WRITTEN]
    return [(f"{each.due_on:%d %b}", each.letter, each.facts["rung"], each.recipient) for each in rows]


def about(decisions: list[Decision], action: Action) -> list[tuple[str, str]]:
    return [
        (each.rung, each.reason) for each in decisions if each.what == "action" and each.number == action.id
    ]
