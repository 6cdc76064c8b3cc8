"""Whole reviews: from the referral to the closed action plan, in the guidance's order and in any other."""

from random import Random

import pytest
from office_days import OfficeDays

from models import casework
from models.casework import overview
from models.guidance import route
from models.guidance.holds import SCOPES
from models.guidance.stages import Stage
from models.records import Letter, Review, audit


@pytest.mark.parametrize("outcome", ["concise", "extended"])
def test_a_review_goes_from_its_referral_to_its_closed_action_plan(office: OfficeDays, outcome: str) -> None:
    """R59, R93, R97: every stage stands on the record, nothing is open, and the audit holds."""
    review = office.through(office.opens(outcome=outcome))
    stages = {each.split()[0] for each in office.happened(review)}
    assert stages == {stage for stage in Stage if stage.startswith("S")}
    assert office.happened(review)[-1] == "S23 closure"
    assert office.asked(review) == []
    assert overview.status(office.at, review) == "completed"
    assert not [
        each for each in office.rows(Letter) if each.letter == "action_waiting" and each.state == "pending"
    ]
    assert audit.verify(office.session)[2] is None


@pytest.mark.parametrize("chance", [Random(1), Random(20)], ids=["once", "and again"])  # noqa: S311
def test_a_review_answered_in_any_order_with_holds_between_comes_to_its_end(
    office: OfficeDays, chance: Random
) -> None:
    """R20, R61: at no moment is there neither something to do nor an end; the pure route has many more.

    Seen to fail without ``settle`` after an answer: nothing more was asked for.
    """
    review = office.opens(outcome="concise")
    for _ in range(120):
        standing = casework.stand(office.session, review)
        if route.has_ended(standing):
            break
        assert office.asked(review)
        _live_on(office, review, chance)
    assert office.happened(review)[-1] == "S23 closure"
    assert audit.verify(office.session)[2] is None


def _live_on(office: OfficeDays, review: Review, chance: Random) -> None:
    office.later(days=chance.randint(0, 3))
    standing = [each.scope for each in casework.standing.open_holds(office.session, review)]
    if standing and chance.random() < 0.5:
        office.releases(review, chance.choice(standing))
    elif not standing and chance.random() < 0.15:
        office.holds(review, chance.choice(SCOPES))
    waiting = casework.open_actions(office.session, review)
    held = casework.stand(office.session, review).held
    possible = [
        each
        for each in waiting
        if Stage(each.stage) not in held and not (standing and each.milestone == "closure")
    ]
    if possible:
        chosen = chance.choice(possible)
        reason = {"reason": "The plan goes on elsewhere."} if chosen.milestone == "closure" else {}
        office.answers(review, f"{chosen.stage} {chosen.milestone}", chosen.subject, **reason)


def test_the_timeline_shows_what_was_planned_what_happened_and_which_source_says_so(
    office: OfficeDays,
) -> None:
    """R11, R20."""
    review = office.through(office.opens(), until="S03")
    office.on("Thu 9 Apr 2026").answers(review, "S03")
    rows = {f"{row.stage} {row.milestone}": row for row in overview.timeline(office.at, review)}
    recommended = rows["S03 recommendation"]
    assert (str(recommended.planned), str(recommended.actual), recommended.late) == (
        "2026-04-02",
        "2026-04-09",
        7,
    )
    assert recommended.source
    assert recommended.provenance == "unconfirmed"
    assert rows["S17 complete"].actual is None
    assert [row.stage for row in rows.values()] == sorted(row.stage for row in rows.values())
