"""``docs/stages.md``: every stage, what it asks, by when, who says so, and an example that works."""

from collections.abc import Iterator
from pathlib import Path

from deployments.documents import fields
from deployments.documents.markdown import fenced, table
from models import casework
from models.casework.asked import Facts, FactsWithText
from models.casework.delays import DelayFacts
from models.casework.holding import HoldFacts, ReleaseFacts
from models.casework.panel_meetings import PanelMeetingFacts
from models.casework.process_events import ProcessBegunFacts, ProcessEndedFacts
from models.casework.process_looks import NoProcessFacts
from models.guidance.packs import PACKS, MilestoneKey, pack
from models.guidance.route import ROUTE, STEPS, Step
from models.guidance.stages import Stage
from models.guidance.words import word

EXAMPLES = "docs/examples"

_IN_EVERY_ANSWER = frozenset(Facts.model_fields)
_TEXT_CHECKED = frozenset(FactsWithText.model_fields) - _IN_EVERY_ANSWER

_HEAD = """\
# Y camau a'r hyn a ofynnir / The stages and what is asked

*Made of the program itself (`python -m deployments.documents`); a test holds that it is current.
How to answer: [coordinators.md](coordinators.md).*

Mae pob cam isod yn dweud pwy sy'n ateb, erbyn pryd, pa ffynhonnell sy'n gofyn amdano a pha feysydd sydd
i'w llenwi, ac yn rhoi enghraifft sy'n gweithio. Mae'r enghreifftiau'n adrodd un adolygiad dychmygol (S01-S24)
ac un fforwm dychmygol (M01-M05) o dan y Bwrdd dychmygol, ac maent hefyd yn ffeiliau yn [examples](examples).

Each stage below says who answers, by when, which source asks for it and which fields are to be filled in, and
gives an example that works. The examples tell one invented review (S01-S24) and one invented forum (M01-M05)
under the invented Board; they are files in [examples](examples), too. In a file, write `"yes"` and `"no"` in
quotation marks, because YAML reads them otherwise.

## Ym mhob ateb / In every answer
"""

_BESIDE: tuple[tuple[type[Facts], str, str], ...] = (
    (PanelMeetingFacts, "panel-meeting", "Prefect: **panel-meeting**"),
    (NoProcessFacts, "process-none", "Prefect: **process-none** · `cpr process none REF`"),
    (ProcessBegunFacts, "process-begun", "Prefect: **process-begun** · `cpr process begin REF KIND`"),
    (ProcessEndedFacts, "process-ended", "Prefect: **process-ended** · `cpr process end REF KIND`"),
    (HoldFacts, "hold", "Prefect: **hold** · `cpr hold open REF --file FILE`"),
    (ReleaseFacts, "release", "Prefect: **release** · `cpr hold close REF --file FILE`"),
    (DelayFacts, "attribute", "`cpr attribute REF --file FILE`"),
)


_DEADLINE_HEADS = ("canllawiau / guidance", "terfyn / deadline", "ffynhonnell / source", "marc / mark")


def page(checkout: Path) -> str:
    """Give the whole page."""
    return "\n".join(_lines(checkout / EXAMPLES)) + "\n"


def example_name(step: MilestoneKey) -> str:
    """Give the name of a step's example.

    >>> example_name((Stage.S07, "first_check"))
    'S07-first_check.yaml'
    """
    stage, milestone = step
    return f"{stage.value}-{milestone}.yaml"


def _lines(examples: Path) -> Iterator[str]:
    yield _HEAD
    yield from table(fields.HEADS, fields.rows(Facts))
    yield ""
    yield "Lle mae testun byr i'w roi, gofynnir hyn hefyd / Where a short text is asked for, so is this:"
    yield ""
    yield from table(fields.HEADS, fields.rows(FactsWithText, leaving_out=_IN_EVERY_ANSWER))
    for stage in Stage:
        yield from _stage(stage, examples)
    yield from ["", "## Wrth ymyl y brif linell / Beside the main line"]
    for facts, example, how in _BESIDE:
        yield from ["", f"### {facts.title.both}", "", how, "", *_why(facts), *_answer(facts)]
        yield from fenced((examples / f"{example}.yaml").read_text(encoding="utf-8"), "yaml")
    yield from ["", "## Rhestri / Lists"]
    for name, codes in fields.shared_lists():
        yield from ["", f"### {name}", ""]
        yield from table(("cod / code", "ystyr / meaning"), [(f"`{c}`", said) for c, said in codes.items()])


def _stage(stage: Stage, examples: Path) -> Iterator[str]:
    yield from ["", f"## {stage.value} · {stage.words.both}"]
    for step in ROUTE:
        if step.stage is stage:
            yield from _step(step, examples)


def _step(step: Step, examples: Path) -> Iterator[str]:
    facts = casework.answers[step.key].facts
    yield from ["", f"### {facts.title.both} (`{step.milestone}`)", ""]
    yield from _why(facts)
    yield f"- Pwy / Who: {word('role', step.role).both}"
    yield f"- Ar ôl / After: {_after(step)}"
    yield from _repeated(step)
    yield from ["", *_deadline(step.key), *_answer(facts)]
    yield from fenced((examples / example_name(step.key)).read_text(encoding="utf-8"), "yaml")


def _why(facts: type[Facts]) -> Iterator[str]:
    yield from [facts.why.cy, "", facts.why.en, ""]


def _after(step: Step) -> str:
    return ", ".join(_named(key) for key in step.after) or "–"


def _named(key: MilestoneKey) -> str:
    stage, milestone = key
    return f"{stage.value} {word('milestone', milestone).both}"


def _repeated(step: Step) -> Iterator[str]:
    subject = casework.answers[step.key].subject
    if subject:
        yield f"- Gofynnir ar wahân am bob un / Asked of each separately: `{subject}`"
    if step.again_after and step.again_after in STEPS:
        yield f"- Eto os gohirir / Again if deferred: {_named(step.again_after)}"
    elif step.again_after:
        yield f"- Eto ar ôl / Again after: {_named(step.again_after)}"
    if step.passed_while_held:
        yield "- Nid oes dim yn aros amdano yn ystod ataliad / Nothing waits for it during a hold"


def _deadline(key: MilestoneKey) -> Iterator[str]:
    packs: dict[tuple[str, str, str], list[str]] = {}
    for name in PACKS:
        for row in pack(name).timescales:
            if row.key == key:
                said = (row.rule.both, row.source.text, f"`{row.source.provenance}`")
                packs.setdefault(said, []).append(f"`{name}`")
    if packs:
        yield from table(_DEADLINE_HEADS, [("<br>".join(names), *said) for said, names in packs.items()])
    else:
        yield "Dim terfyn amser / No deadline."
    yield ""


def _answer(facts: type[Facts]) -> Iterator[str]:
    own = list(fields.rows(facts, leaving_out=_IN_EVERY_ANSWER | _TEXT_CHECKED))
    if own:
        yield from table(fields.HEADS, own)
    else:
        yield "Dim ond yr hyn sydd ym mhob ateb / Only what is in every answer."
    yield ""
