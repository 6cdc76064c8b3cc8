"""How a Learning Event is shown on the console: its participants, what is missing, what was said of it."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from models.casework import event_care
from models.casework.entering import Office
from models.casework.event_care import Coverage, Means
from models.guidance.sentences import sentence
from models.guidance.words import Language, Words, vocabulary, word
from models.records import Invitation, Meeting, Person


def rows(office: Office, meeting: Meeting) -> list[dict[str, Any]]:
    """Give the participants by agency, with the numbers under which their lead is asked about them."""
    people = event_care.participants(office.session, meeting)
    agencies = sorted({each.agency_code for each in people})
    return [
        _row(office, number, each)
        for agency in agencies
        for number, each in event_care.numbered(office.session, meeting, agency).items()
    ]


def _row(office: Office, number: int, each: Invitation) -> dict[str, Any]:
    return {
        "agency": each.agency_code,
        "number": number,
        "person": each.person_code,
        "name": office.session.get_one(Person, each.person_code).name,
        "key": each.key_person,
        "answer": each.state,
        "briefed_on": each.briefed_on,
    }


def page(
    participants: list[dict[str, Any]], found: Coverage, said: Means, language: Language
) -> Iterator[str]:
    """Give the page in a language: everybody, then what is missing, then the feedback."""
    heads = [word("event_column", each).of(language) for each in vocabulary("event_column")]
    yield _line(heads)
    for row in participants:
        key = word("yes_no", "yes").of(language) if row["key"] else ""
        answer = word("event_answer", row["answer"]).of(language)
        agency = word("agency", row["agency"]).of(language)
        briefed = str(row["briefed_on"] or "-")
        yield _line([str(row["number"]), row["person"], agency, key, answer, briefed])
    yield ""
    yield from (each.of(language) for each in _remarks(found))
    yield feedback(said).of(language)


def _line(cells: list[str]) -> str:
    number, person, agency, key, answer, briefed = cells
    return f"{number:<5} {person:<26} {agency:<36} {key:<10} {answer:<24} {briefed}".rstrip()


def _remarks(found: Coverage) -> Iterator[Words]:
    yield sentence("event_invited", invited=found.invited, coming=found.coming)
    code = "event_briefed" if found.enough_briefed or not found.may_come else "event_too_few_briefed"
    yield sentence(code, briefed=found.briefed, may_come=found.may_come, share=found.share_briefed)
    for remark, codes in (
        ("event_not_covered", found.not_covered),
        ("event_without_lead", found.without_lead),
        ("event_untold", found.untold),
    ):
        if codes:
            yield sentence(remark, agencies=_agencies_in_words(codes))
    for each in found.absent:
        yield sentence(
            "event_key_person_absent_named",
            person=each.person,
            answer=word("event_answer", each.state),
            contribution=word("contribution", each.contribution or "not_settled"),
            could_stand_in=", ".join(each.could_stand_in) or "-",
        )


def _agencies_in_words(codes: tuple[str, ...]) -> Words:
    words = [word("agency", each) for each in codes]
    return Words(cy=", ".join(each.cy for each in words), en=", ".join(each.en for each in words))


def feedback(said: Means) -> Words:
    """Say what those who took part said of the event."""
    code = "feedback_too_few" if said.helpful is None else "feedback_means"
    return sentence(code, **asdict(said))
