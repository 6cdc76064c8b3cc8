"""What a form of S07 says of the processes that are known, and of what may go on meanwhile.

Kinds, days and roles, never a name: Prefect keeps the text of a form.
"""

from collections.abc import Iterator

from models import casework
from models.casework.process_list import known
from models.guidance.processes import Advice, why_ask
from models.guidance.route import CHECK, FIRST_CHECK
from models.guidance.sentences import sentence
from models.guidance.words import Words, word
from tasks.office import Waiting, desk


def process_lines(waiting: Waiting) -> list[str]:
    """Give the paragraphs for the form of a check; none for other steps, or where no process goes on."""
    if waiting.step not in (FIRST_CHECK, CHECK):
        return []
    with desk() as at:
        found = known(at.session, casework.review_by(at.session, waiting.reference))
        going_on = [each.process.kind for each in found.known if each.process.ended_on is None]
    if not going_on:
        return []
    return ["\n".join(_going_on(going_on)), "\n".join(_meanwhile(found.meanwhile))]


def _going_on(kinds: list[str]) -> Iterator[str]:
    names = [word("process", each) for each in dict.fromkeys(kinds)]
    listed = Words(cy=", ".join(each.cy for each in names), en=", ".join(each.en for each in names))
    said = sentence("form_processes", processes=listed)
    yield from (f"**{said.cy}**", "", f"**{said.en}**")


def _meanwhile(advice: tuple[Advice, ...]) -> Iterator[str]:
    why = why_ask()
    for each in advice:
        mark = word("provenance", each.source.provenance)
        yield f"- {each.words.cy} ({mark.cy})\n- {each.words.en} ({mark.en})"
    yield f"- *{why.words.cy} ({why.source.text})*\n- *{why.words.en} ({why.source.text})*"
