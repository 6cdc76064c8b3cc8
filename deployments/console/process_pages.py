"""The parallel processes of a review as the console shows them, and the checklist of what may go on."""

from collections.abc import Iterable, Iterator
from typing import Any

from models.casework.process_list import Beside, Known
from models.guidance.processes import why_ask
from models.guidance.sentences import sentence
from models.guidance.words import Language, Words, word


def page(reference: str, found: Beside, language: Language) -> Iterator[str]:
    """Give the lines for people: each process, when somebody last looked, and the checklist."""
    if not found.known:
        yield sentence("processes_none", reference=reference).of(language)
    for each in found.known:
        yield f"- {'; '.join(said.of(language) for said in _said(each))}"
    if found.looked_at_on is None:
        yield sentence("processes_not_looked_at").of(language)
    else:
        yield sentence("processes_looked_at", on=found.looked_at_on).of(language)
    if found.meanwhile:
        first = found.meanwhile[0].source
        yield ""
        yield sentence("process_meanwhile", mark=word("provenance", first.provenance)).of(language)
        yield f"{why_ask().words.of(language)} ({why_ask().source.text})"
        yield from (f"- {each.words.of(language)}" for each in found.meanwhile)


def _said(each: Known) -> Iterator[Words]:
    row = each.process
    yield word("process", row.kind)
    for code, day in (
        ("process_began_on", row.began_on),
        ("process_expected_on", row.expected_end_on if row.ended_on is None else None),
        ("process_ended_on", row.ended_on),
    ):
        if day is not None:
            yield sentence(code, on=day)
    if row.ended_on is None:
        yield from _whom_and_what(each)


def _whom_and_what(each: Known) -> Iterator[Words]:
    row = each.process
    if row.contact_role:
        yield sentence("process_contact", role=word("contact_role", row.contact_role))
    else:
        yield sentence("process_usual_contacts", roles=_listed("contact_role", each.usual.contacts))
    if row.constrains is None:
        scopes = each.usual.constrains or ("none",)
        yield sentence("process_usually_constrains", scopes=_listed("constraint", scopes))
    else:
        yield sentence("process_constrains", scopes=_listed("constraint", row.constrains or ("none",)))
    if each.held:
        yield sentence("process_holds", scopes=_listed("constraint", each.held))
    if each.not_held:
        yield sentence("process_not_held", scopes=_listed("constraint", each.not_held))


def _listed(name: str, codes: Iterable[str]) -> Words:
    words = [word(name, each) for each in codes]
    return Words(cy=", ".join(each.cy for each in words), en=", ".join(each.en for each in words))


def plain(found: Beside) -> dict[str, Any]:
    """Give the same for programs."""
    return {
        "looked_at_on": found.looked_at_on,
        "processes": [_plain_row(each) for each in found.known],
        "meanwhile": [
            {
                "code": each.code,
                "cy": each.words.cy,
                "en": each.words.en,
                "source": each.source.text,
                "provenance": each.source.provenance,
            }
            for each in found.meanwhile
        ],
    }


def _plain_row(each: Known) -> dict[str, Any]:
    row = each.process
    return {
        "kind": row.kind,
        "contact_role": row.contact_role,
        "began_on": row.began_on,
        "expected_end_on": row.expected_end_on,
        "ended_on": row.ended_on,
        "constrains": row.constrains,
        "usual_contacts": list(each.usual.contacts),
        "usually_constrains": list(each.usual.constrains),
        "holds_that_end_with_it": list(each.held),
        "not_held": list(each.not_held),
    }
