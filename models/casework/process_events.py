"""A parallel process begins or ends between two checks: entered by itself, nothing else said again."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar

from sqlmodel import Session, col, select

from models.casework import actions, programmes
from models.casework.answering import enter_milestone, fingerprint
from models.casework.asked import Facts, PartDate, ProcessKind, asked
from models.casework.entering import AtReview, Office
from models.casework.known_processes import Constraint, ContactRole, part_day
from models.casework.process_ends import after_its_end
from models.casework.standing import processes, stand
from models.casework.understanding import check_people
from models.guidance.errors import GuidanceError, OutOfOrder, Refused
from models.guidance.packs import MilestoneKey
from models.guidance.processes import constrained
from models.guidance.route import PROCESS_BEGAN, PROCESS_ENDED, has_ended
from models.guidance.words import Words, word
from models.records import Milestone, ParallelProcess, Review


class ProcessBegunFacts(Facts):
    """A process that began, or became known, after the last check; it began on the day it happened."""

    title: ClassVar[Words] = Words(cy="Dechrau proses gyfochrog", en="A parallel process begins")
    why: ClassVar[Words] = Words(
        cy="O hyn allan gofynnir bob 28 diwrnod sut y mae’n sefyll. Nid yw’n atal dim: y Cadeirydd sy’n "
        "penderfynu ar ataliad.",
        en="From now on it is asked every 28 days how it stands. It stops nothing: a Chair decides on a hold.",
    )

    kind: ProcessKind = asked("Pa broses?", "Which process?")
    expected_end_on: PartDate | None = asked("Disgwylir iddi orffen", "Expected to end", default=None)
    contact_role: ContactRole | None = asked(
        "Pwy yw’r cyswllt (rôl)?", "Who is the contact (role)?", default=None
    )
    constrains: list[Constraint] = asked("Ar beth y mae’n cyfyngu?", "What does it constrain?", default=[])


class ProcessEndedFacts(Facts):
    """A process ended on the day it happened: a verdict, an inquest's conclusion, a report."""

    title: ClassVar[Words] = Words(cy="Diwedd proses gyfochrog", en="A parallel process ends")
    why: ClassVar[Words] = Words(
        cy="Mae’r ataliadau a achosodd yn dod i ben gyda hi, a dim ond y rheini.",
        en="The holds that it caused end with it, and only those.",
    )

    kind: ProcessKind = asked("Pa broses a ddaeth i ben?", "Which process ended?")
    began_on: date | None = asked(
        "Os oes sawl un o’r math hwn: pryd y dechreuodd?",
        "If there are several of this kind: when did it begin?",
        default=None,
    )


def begin(office: Office, review: Review, facts: ProcessBegunFacts) -> ParallelProcess:
    """Enter a process that began; the 28 days to the next look count from then. Said twice it began once.

    Raises:
        OutOfOrder: the review has ended.
        Refused: it begins later than today, is expected to end before that, or is known already.
    """
    if known := _entered_so(office.session, review, PROCESS_BEGAN, facts):
        # What a check has left out since is not known any more, and may be entered again.
        for row in processes(office.session, review):
            if row.milestone_id == known.id:
                return row
    at = AtReview(office, review, stand(office.session, review))
    if has_ended(at.standing):
        raise OutOfOrder("review_has_ended", reference=review.reference)
    if problems := tuple(_problems_with(at, facts)):
        raise Refused(problems)
    check_people(office.session, facts)
    milestone = enter_milestone(at, PROCESS_BEGAN, facts, subject=facts.kind)
    expected = part_day(facts.expected_end_on)
    row = ParallelProcess(
        kind=facts.kind,
        began_on=facts.happened_on,
        expected_end_on=expected.latest if expected else None,
        contact_role=facts.contact_role,
        constrains=constrained(facts.constrains),
        review_id=review.key,
        milestone_id=milestone.key,
    )
    office.session.add(row)
    office.session.flush()
    actions.settle(office, review)
    return row


def _problems_with(at: AtReview, facts: ProcessBegunFacts) -> Iterator[GuidanceError]:
    if facts.happened_on > at.office.today:
        yield GuidanceError("day_to_come", field="happened_on")
    expected = part_day(facts.expected_end_on)
    if expected and expected.latest < facts.happened_on:
        yield GuidanceError("ends_before_it_begins", field="expected_end_on")
    same = [each for each in _going_on(at.office.session, at.review) if each.kind == facts.kind]
    if any(each.began_on in (None, facts.happened_on) for each in same):
        yield GuidanceError("process_already_known", kind=word("process", facts.kind))
    try:
        constrained(facts.constrains)
    except GuidanceError as error:
        yield error


def end(office: Office, review: Review, facts: ProcessEndedFacts) -> Milestone:
    """Enter that a process ended; what it alone held goes on from that day. Said twice it ended once.

    Raises:
        Refused: none of that kind goes on, several do, or it would end before it began or later than today.
    """
    going_on = _going_on(office.session, review)
    known = _entered_so(office.session, review, PROCESS_ENDED, facts)
    if known and not any(_goes_on_after_all(each, facts, known) for each in going_on):
        return known
    rows = _the_one(going_on, facts)
    if problems := tuple(_problems_with_the_end(office, rows, facts)):
        raise Refused(problems)
    check_people(office.session, facts)
    at = AtReview(office, review, stand(office.session, review))
    milestone = enter_milestone(at, PROCESS_ENDED, facts, subject=facts.kind)
    for row in rows:
        row.ended_on, row.ended_milestone_id = facts.happened_on, milestone.id
    office.session.flush()
    lifted = after_its_end(at, facts.kind, facts)
    actions.settle(office, review)
    if lifted:
        programmes.resume_at_once(office, review)
    return milestone


def _problems_with_the_end(
    office: Office, rows: Iterable[ParallelProcess], facts: ProcessEndedFacts
) -> Iterator[GuidanceError]:
    if facts.happened_on > office.today:
        yield GuidanceError("day_to_come", field="happened_on")
    began = max((each.began_on for each in rows if each.began_on), default=None)
    if began and facts.happened_on < began:
        yield GuidanceError("process_ends_before_it_begins", field="happened_on", began=began)


def _the_one(going_on: Iterable[ParallelProcess], facts: ProcessEndedFacts) -> list[ParallelProcess]:
    """Give the rows of the process that ended: of several children each may have told of the same one."""
    rows = [each for each in going_on if _is_of(each, facts)]
    if not rows:
        raise Refused((GuidanceError("no_such_process", kind=word("process", facts.kind)),))
    if len({each.began_on for each in rows}) > 1:
        raise Refused((GuidanceError("which_process", kind=word("process", facts.kind)),))
    return rows


def _is_of(row: ParallelProcess, facts: ProcessEndedFacts) -> bool:
    return row.kind == facts.kind and facts.began_on in (None, row.began_on)


def _goes_on_after_all(row: ParallelProcess, facts: ProcessEndedFacts, ended: Milestone) -> bool:
    """Say whether a check has told since of what was ended so: it may end again."""
    began_by_then = row.began_on is None or row.began_on <= facts.happened_on
    return _is_of(row, facts) and began_by_then and row.milestone_id > ended.key


def _going_on(session: Session, review: Review) -> list[ParallelProcess]:
    return [each for each in processes(session, review) if each.ended_on is None]


def _entered_so(session: Session, review: Review, key: MilestoneKey, facts: Facts) -> Milestone | None:
    """Give the milestone that this very answer made, if it was given before."""
    stage, milestone = key
    wanted = select(Milestone).where(
        Milestone.review_id == review.id,
        Milestone.stage == stage,
        Milestone.milestone == milestone,
        Milestone.facts_sha256 == fingerprint(facts),
        col(Milestone.superseded_at).is_(None),
    )
    return session.exec(wanted.order_by(col(Milestone.id).desc())).first()
