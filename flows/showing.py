"""What an administrator sees of a review in Prefect: a run's name and tags, artifacts, a form's text."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from uuid import UUID

from prefect import runtime
from prefect.artifacts import create_markdown_artifact
from prefect.client.orchestration import get_client

from flows.event_form import event_lines
from flows.process_form import process_lines
from models import casework
from models.casework import overview
from models.casework.asked import Facts
from models.casework.overview import Row
from models.casework.pictures import timeline_of
from models.casework.recommendation import advice
from models.casework.reviewer_suggestions import suggested
from models.casework.understanding import said_again
from models.guidance.errors import GuidanceError
from models.guidance.pictures.timeline import review_timeline
from models.guidance.route import DECISION, PANEL, RECOMMENDATION
from models.guidance.sentences import sentence
from models.guidance.words import Language, word
from models.records import Action, Review
from tasks.office import Waiting, desk

SHORT_DATE = "%-d %b"
_LANGUAGES: tuple[Language, ...] = ("cy", "en")


def show(waiting: Waiting) -> None:
    """Say on the run itself what it waits for, and put the two artifacts right."""
    with desk() as at:
        review = casework.review_by(at.session, waiting.reference)
        status = overview.status(at, review)
        now = now_page(review.reference, casework.open_actions(at.session, review))
        timeline = timeline_page(overview.timeline(at, review), timeline_pictures(at, review))
    tags = ["review", f"board:{waiting.board}", f"stage:{waiting.step[0]}"]
    tags += [status] if status in ("overdue", "held") else []
    due = f" · due {waiting.due_on.strftime(SHORT_DATE)}" if waiting.due_on else ""
    label(f"{waiting.reference} · awaiting {overview.what(waiting.step[0], waiting.subject).en}{due}", tags)
    create_markdown_artifact(now, key=f"{waiting.slug}-now", description=waiting.reference)
    create_markdown_artifact(timeline, key=f"{waiting.slug}-timeline", description=waiting.reference)


def show_end(reference: str, said: str) -> None:
    """Say on the run how it ended, and put the two artifacts right for good."""
    with desk() as at:
        review = casework.review_by(at.session, reference)
        slug = review.slug
        timeline = timeline_page(overview.timeline(at, review), timeline_pictures(at, review))
        now = now_page(reference, casework.open_actions(at.session, review))
    label(f"{reference} · {said}", ["review"])
    create_markdown_artifact(now, key=f"{slug}-now", description=reference)
    create_markdown_artifact(timeline, key=f"{slug}-timeline", description=reference)


def label(name: str, tags: list[str]) -> None:
    """Name and tag the run that this is."""
    run = runtime.flow_run.id
    if run:
        with get_client(sync_client=True) as client:
            client.update_flow_run(UUID(str(run)), name=name, tags=tags)


def question(waiting: Waiting, facts: type[Facts]) -> str:
    """Give the text at the top of a form.

    What was refused comes first, because the page may cut a long text short; then
    what is asked, by when and who says so, what the criteria point to, and why.
    """
    title = f"## {waiting.reference}: {facts.title.both}"
    if waiting.subject:
        title += f"\n\n**{overview.what(waiting.step[0], waiting.subject).both}**"
    parts = [title, *_refused(waiting, facts), *_held(waiting), *_due(waiting)]
    parts += [*_advised(waiting), *_reviewers(waiting), *process_lines(waiting)]
    if lines := event_lines(waiting):
        parts.append("\n".join(lines))
    return "\n\n".join([*parts, facts.why.cy, facts.why.en])


def warnings(waiting: Waiting, facts: type[Facts]) -> dict[str, str]:
    """Give, by field, why it was refused; what concerns no field stands at the first."""
    said: dict[str, str] = {}
    for each in waiting.refusals:
        field = str(each["facts"].get("field", "")).partition(".")[0]
        name = field if field in facts.model_fields else next(iter(facts.model_fields))
        said[name] = f"{said.get(name, '')} {said_again(each, facts).both}".strip()
    return said


def _refused(waiting: Waiting, facts: type[Facts]) -> Iterator[str]:
    if waiting.refusals:
        yield f"### {sentence('form_refused').both}"
    for each in waiting.refusals:
        said = said_again(each, facts)
        yield f"- {said.cy}\n- {said.en}"


def _held(waiting: Waiting) -> Iterator[str]:
    if waiting.held:
        yield f"**{sentence('form_held').both}**"


def _due(waiting: Waiting) -> Iterator[str]:
    if waiting.act_by:
        mark = word("provenance", waiting.provenance)
        said = sentence("form_due", by=waiting.act_by, source=waiting.source, mark=mark)
        yield f"{said.cy}\n\n{said.en}"


def _advised(waiting: Waiting) -> list[str]:
    """Say what the criteria point to, and why, to those who recommend and decide."""
    if waiting.step not in (RECOMMENDATION, DECISION):
        return []
    with desk() as at:
        found = advice(at.session, casework.review_by(at.session, waiting.reference))
    said = sentence("criteria_point_to", outcome=word("outcome", found.outcome))
    lines = [f"**{said.cy}**\n\n**{said.en}**"]
    lines += [
        f"- {each.words.cy}\n- {each.words.en}\n- *{each.source.text} ({_mark(each.source.provenance)})*"
        for each in (*found.reasons, *found.warnings)
    ]
    return lines


def _reviewers(waiting: Waiting) -> list[str]:
    """Suggest reviewers, by code, to whoever sets up the Panel; how they are chosen `cpr reviewers` says."""
    if waiting.step != PANEL:
        return []
    with desk() as at:
        try:
            found = suggested(at, casework.review_by(at.session, waiting.reference))
        except GuidanceError:
            return []  # a form is shown whatever cannot be suggested
    chosen = ", ".join(each.code for each in found.suggestion.chosen)
    code = "reviewers_suggested" if chosen else "reviewers_nobody"
    facts = {"reference": waiting.reference, "number": found.wanted.number, "people": chosen}
    said = [sentence(code, **facts), *(sentence(f"reviewers_{note}") for note in found.suggestion.notes)]
    return ["\n".join(f"- {each.cy}\n- {each.en}" for each in [*said, sentence("reviewers_advice")])]


def _mark(provenance: str) -> str:
    return word("provenance", provenance).both


def now_page(reference: str, actions: Sequence[Action]) -> str:
    """Give the page of what is awaited now."""
    lines = [f"# {reference}", ""]
    if not actions:
        return "\n".join([*lines, word("screen", "nothing_awaited").both])
    heads = [word("screen", each).both for each in ("what", "who", "due", "source")]
    lines += [_table_row(heads), _table_row(["---"] * len(heads))]
    for action in actions:
        stage, _ = casework.step_key(action)
        lines.append(
            _table_row(
                [
                    overview.what(stage, action.subject).both,
                    word("role", action.role).both,
                    str(action.due_on or ""),
                    f"{action.source} ({action.provenance})" if action.source else "",
                ]
            )
        )
    return "\n".join(lines)


def timeline_pictures(at: casework.Office, review: Review) -> list[str]:
    """Give the timeline as pictures for Markdown, Welsh first; none of a draft.

    As data in an address: Prefect's pages take SVG out of a text, but show images.
    """
    if review.pack is None:
        return []
    shown, title = timeline_of(at, review), sentence("timeline_title", reference=review.reference)
    drawn = ((title.of(each), review_timeline(shown, each).encode()) for each in _LANGUAGES)
    return [f"![{said}](data:image/svg+xml;base64,{b64encode(svg).decode()})" for said, svg in drawn]


def timeline_page(rows: tuple[Row, ...], pictures: Sequence[str] = ()) -> str:
    """Give the page of what has happened against the plan: pictures first, then the same as a table."""
    heads = [word("screen", each).both for each in ("stage", "planned", "actual", "days_late", "source")]
    lines = [*(line for each in pictures for line in (each, "")), _table_row(heads)]
    lines.append(_table_row(["---"] * len(heads)))
    lines += [
        _table_row(
            [
                f"{row.stage} {overview.what(row.stage, row.subject).both}",
                str(row.planned or ""),
                str(row.actual or ""),
                str(row.late or ""),
                f"{row.source} ({row.provenance})" if row.source else "",
            ]
        )
        for row in rows
    ]
    return "\n".join(lines)


def _table_row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
