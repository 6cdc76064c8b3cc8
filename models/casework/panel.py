"""S06: the Review Panel, its Chair, and the reviewers."""

from datetime import date
from typing import ClassVar

from sqlmodel import Session

from models.casework import programmes
from models.casework.asked import FactsWithText, PersonCode, ShortText, asked
from models.casework.entering import Entering, answers
from models.casework.local_protocols import reviewers_protocol
from models.guidance.errors import GuidanceError, NotIndependent, Refused
from models.guidance.local_rules import NUMBER_OF_REVIEWERS
from models.guidance.provenance import Provenance, Source
from models.guidance.route import PANEL
from models.guidance.words import Words
from models.records import Appointment, LocalProtocol, PanelMember, Person

REVIEWERS = NUMBER_OF_REVIEWERS
"""How many reviewers a review has (R5)."""

_SOURCE = Source("Social Research 45/2015, section 1.3", Provenance.REVIEW_2015)


class PanelFacts(FactsWithText):
    """S06: who chairs, who sits on the Panel, who reviews."""

    title: ClassVar[Words] = Words(cy="Panel Adolygu ac adolygwyr", en="Review Panel and reviewers")
    why: ClassVar[Words] = Words(
        cy="Un adolygydd sydd gan adolygiad cryno a dau gan adolygiad estynedig; rhaid eu bod wedi’u "
        "hyfforddi ac yn annibynnol ar yr achos a’i reolaeth.",
        en="A concise review has one reviewer and an extended one two; they must be trained, and "
        "independent of the case and its management.",
    )

    chair: PersonCode = asked("Cadeirydd y Panel (cod)", "Chair of the Panel (code)")
    members: list[PersonCode] = asked("Aelodau eraill y Panel (codau)", "Other Panel members (codes)")
    reviewers: list[PersonCode] = asked("Adolygwyr (codau)", "Reviewers (codes)")
    declared_independent: list[PersonCode] = asked(
        "Pa adolygwyr sydd wedi datgan eu hannibyniaeth yn ysgrifenedig?",
        "Which reviewers have declared their independence in writing?",
    )
    local_protocol: ShortText | None = asked(
        "Os oes nifer arall o adolygwyr: rheswm y protocol lleol",
        "If the number of reviewers differs: the local protocol’s reason",
        default=None,
    )


def check(session: Session, facts: PanelFacts, outcome: str, protocol: LocalProtocol | None) -> None:
    """See that the number is right, and every reviewer trained, independent and not on the Panel.

    Another number needs a reason of its own, or the Board's declared *protocol* for it.

    Raises:
        Refused: every problem at once, each with its source.
    """
    problems: list[GuidanceError] = []
    due, named = REVIEWERS[outcome], len(set(facts.reviewers))
    declared = protocol is not None and protocol.local == str(named)
    if named != due and not facts.local_protocol and not declared:
        problems.append(GuidanceError("number_of_reviewers", _SOURCE, due=due))
    if not facts.reviewers:
        problems.append(GuidanceError("field_missing", field="reviewers"))
    for code in dict.fromkeys(facts.reviewers):
        problems += _unfit(session, facts, code)
    if problems:
        raise Refused(tuple(problems))


def _unfit(session: Session, facts: PanelFacts, code: str) -> list[GuidanceError]:
    problems: list[GuidanceError] = []
    if code not in facts.declared_independent:
        problems.append(NotIndependent("reviewer_not_independent", _SOURCE, person=code))
    if code == facts.chair or code in facts.members:
        problems.append(NotIndependent("reviewer_on_the_panel", _SOURCE, person=code))
    if not _trained_by(session, code, facts.happened_on):
        problems.append(NotIndependent("reviewer_not_trained", _SOURCE, person=code))
    return problems


def _trained_by(session: Session, code: str, day: date) -> bool:
    person = session.get(Person, code)
    return person is not None and person.trained_on is not None and person.trained_on <= day


@answers.to(PANEL, PanelFacts)
def enter(at: Entering[PanelFacts]) -> None:
    """Enter the Panel and the reviewers' appointments with their declarations; propose whole programmes."""
    protocol = reviewers_protocol(at.session, at.review.board_code, at.facts.happened_on)
    check(at.session, at.facts, str(at.standing.outcome), protocol)
    at.note(reason=at.facts.local_protocol or _declared(at, protocol))
    for code in dict.fromkeys((at.facts.chair, *at.facts.members)):
        at.keep(
            PanelMember(
                person_code=code,
                agency_code=_person(at.session, code).agency_code,
                chairs=code == at.facts.chair,
                **at.ids,
            )
        )
    for code in dict.fromkeys(at.facts.reviewers):
        trained_on = _person(at.session, code).trained_on
        assert trained_on is not None
        at.keep(Appointment(person_code=code, trained_on=trained_on, independent=True, **at.ids))
    programmes.propose_at_once(at.office, at.review, "panel")


def _declared(at: Entering[PanelFacts], protocol: LocalProtocol | None) -> str | None:
    """Give the reason of the Board's protocol where the number is another than the guidance's."""
    differs = len(set(at.facts.reviewers)) != REVIEWERS[str(at.standing.outcome)]
    return protocol.reason if protocol and differs else None


def _person(session: Session, code: str) -> Person:
    person = session.get(Person, code)
    assert person is not None
    return person
