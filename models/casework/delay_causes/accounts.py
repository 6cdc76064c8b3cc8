"""The account of a review's days: from its referral to a step, or to the day up to which the record is read."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from models.casework.delay_causes.reading import Cause, Reading
from models.casework.delay_causes.rules import causes
from models.casework.entering import Office
from models.casework.on_record import OnRecord, one
from models.guidance import route
from models.guidance.delays import Ledger, ledger
from models.guidance.packs import CompletionAnchor, MilestoneKey, pack
from models.guidance.timescales import due_of
from models.records import Review


@dataclass(frozen=True)
class Account:
    """The days of a review between two days, and the causes that they are put down to.

    ``reached`` says that the step to which they count was reached: the account will not grow any more.
    """

    began_on: date
    ended_on: date
    planned_end_on: date
    reached: bool
    ledger: Ledger
    causes: tuple[Cause, ...]

    @property
    def planned(self) -> int:
        """Give the days that the plan had."""
        return (self.planned_end_on - self.began_on).days


def account(
    office: Office, review: Review, *, to: MilestoneKey = route.COMPLETE, on: date | None = None
) -> Account | None:
    """Account for the days of one review until *on*, or until today, as they are known now."""
    return account_of(one(office.session, review, as_of=on or office.today), to=to)


def account_of(record: OnRecord, *, to: MilestoneKey = route.COMPLETE) -> Account | None:
    """Account for the days from the referral to *to*, or until the record's day where that has not come.

    None before there is a referral. What ended otherwise (no review, withdrawn, a forum
    done) has no days after its end. The plan's days run from the referral to the day on
    which the pack, with nothing but the referral known, would have *to*; the decision's,
    where the six months count from that.
    """
    began_on = record.last(*route.REFERRAL)
    if began_on is None or record.pack is None:
        return None
    reached = record.last(*to)
    ended_on = max(reached or _over_on(record) or record.as_of, began_on)
    planned = _planned(record, record.pack, began_on, to)
    found = causes(Reading(record, ended_on))
    days = ledger(began_on, ended_on, planned, (each.span for each in found))
    return Account(began_on, ended_on, planned, reached is not None, days, found)


def _over_on(record: OnRecord) -> date | None:
    """Give the day on which a review ended otherwise than at the step that was asked for."""
    if not record.has_ended:
        return None
    last = (route.CLOSURE, route.THEMES, route.NOTIFICATION)
    return next(day for key in last if (day := record.last(*key)))


def _planned(record: OnRecord, pack_id: str, began_on: date, to: MilestoneKey) -> date:
    known = {route.REFERRAL: began_on}
    decided_on = record.last(*route.DECISION)
    if record.completion_anchor == "decision" and decided_on is not None:
        known[route.DECISION] = decided_on
    return due_of(
        pack(pack_id), to, known, completion_anchor=cast("CompletionAnchor", record.completion_anchor)
    )
