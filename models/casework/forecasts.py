"""When each open review is expected to be complete: forecast from its first day on, and kept week by week (R48)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlmodel import Session, col, select

from models.casework.entering import Office
from models.casework.review_histories import OnRecord, on_record, to_learn_from
from models.casework.standing import next_look, open_holds
from models.diaries.forecasts.forecast import Forecast, Underway, forecast
from models.diaries.forecasts.histories import History, planned_days
from models.diaries.forecasts.pace import TooLittleHistory, learn
from models.diaries.forecasts.what_if import Given, HeldUntil, meetings
from models.guidance.errors import GuidanceError
from models.guidance.holds import STOPPED
from models.guidance.meeting_kinds import day_of
from models.guidance.packs import DEFAULT, MilestoneKey
from models.records import ForecastMade, Meeting, ProposedMeeting, ProposedProgramme, Review

_TO_COME = ("pencilled", "planned")


def found_on_record(office: Office, review: Review) -> tuple[OnRecord, list[OnRecord]]:
    """Give a review as forecasts see it, and all there are.

    Raises:
        GuidanceError: ``forecast_no_review``: no referral yet, or it is a forum or no review at all.
    """
    found = on_record(office.session)
    own = [each for each in found if each.review.id == review.id and each.history.reached]
    if not own:
        raise GuidanceError("forecast_no_review", reference=review.reference)
    return own[0], found


def forecast_of(
    office: Office,
    of: OnRecord,
    found: Iterable[OnRecord],
    *,
    given: Given | None = None,
    more: Sequence[History] = (),
) -> Forecast | TooLittleHistory:
    """Forecast a review that is under way; the same day gives the same days.

    Args:
        office: the desk, with its day.
        of: the review.
        found: all that are on the record.
        given: what is planned of it and holds it; what the record says by default.
        more: histories from elsewhere, such as a file.
    """
    histories = [*to_learn_from(found, of), *more]
    learnt = learn(histories, office.today, planned_days(of.review.pack or DEFAULT))
    if isinstance(learnt, TooLittleHistory):
        return learnt
    not_before = (given or given_of(office.session, of.review)).not_before
    return forecast(learnt, Underway(of.history.reached, office.today, not_before), of.review.key)


def given_of(session: Session, review: Review) -> Given:
    """Give what is planned of a review, and which holds are open."""
    holds = tuple(
        HeldUntil(each.cause, STOPPED[each.scope], next_look(session, each))
        for each in open_holds(session, review)
    )
    return Given(_planned(session, review), holds)


def _planned(session: Session, review: Review) -> Mapping[MilestoneKey, date]:
    """Give the days of meetings to come: those that stand, and of others the days that were chosen."""
    chosen = (
        select(ProposedMeeting)
        .join(ProposedProgramme, col(ProposedProgramme.id) == ProposedMeeting.programme_id)
        .where(ProposedProgramme.review_id == review.id, ProposedProgramme.state == "chosen")
    )
    days = {f"{each.kind}-{each.number}": day_of(each.starts_at) for each in session.exec(chosen)}
    for each in session.exec(select(Meeting).where(Meeting.review_id == review.id)):
        key = f"{each.kind}-{each.number}"
        days.pop(key, None)
        if each.state in _TO_COME and each.planned_on:
            days[key] = each.planned_on
    return {milestone: days[key] for key, milestone in meetings().items() if key in days}


def keep(office: Office) -> int:
    """Forecast every review that is under way and keep it; give how many. The same day twice keeps one."""
    found = on_record(office.session)
    had = set(office.session.exec(select(ForecastMade.review_id).where(ForecastMade.made_on == office.today)))
    waiting = [each for each in found if each.is_under_way and each.review.key not in had]
    made = [
        _row(each.review, office.today, told)
        for each in waiting
        if isinstance(told := forecast_of(office, each, found), Forecast)
    ]
    office.session.add_all(made)
    office.session.flush()
    return len(made)


def _row(review: Review, today: date, told: Forecast) -> ForecastMade:
    return ForecastMade(
        review_id=review.key,
        made_on=today,
        tenth=told.tenth,
        quarter=told.quarter,
        half=told.half,
        three_quarters=told.three_quarters,
        ninetieth=told.ninetieth,
        reviews_known=told.reviews_known,
    )
