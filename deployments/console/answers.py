"""``cpr answer``: enter an answer to a stage; the record is what counts, the run catches up."""

from typing import Any

import click

from deployments.console.edge import Console
from deployments.console.files import plain_values, text_of
from deployments.console.waking import wake
from models import casework
from models.guidance.sentences import sentence
from models.guidance.stages import Stage, stage_named
from tasks import office
from tasks.office import desk

_SUBJECT = {Stage.S02: "child", Stage.S10: "agency", Stage.S22: "addressee"}
"""The field by which an answer says whom it concerns, at the stages that ask for each separately."""


@click.command()
@click.argument("reference")
@click.argument("stage")
@click.option("--file", "path", required=True, help="The answer in YAML or JSON; - reads standard input.")
@click.option("--milestone", help="Which of the stage's steps, where it has several open at once.")
@click.pass_obj
def answer(console: Console, reference: str, stage: str, path: str, milestone: str | None) -> None:
    """Rhoi ateb i gam / Answer STAGE (S04, or decision) of the review REFERENCE."""
    asked, given = stage_named(stage), plain_values(text_of(path))
    with desk() as at:
        review = casework.review_by(at.session, reference)
        subject = _subject(asked, given)
        fields = given if isinstance(given, dict) else None
        if asked is Stage.S22 and subject:
            casework.dissemination.ask_again(at, review, subject)
        action = casework.find(at.session, review, asked, milestone=milestone, subject=subject, given=fields)
        again = casework.stands_already(at.session, review, action, given)
        number, was_open = action.key, action.state == "open"
    if again:
        console.say(sentence("answer_stands", stage=asked.words, reference=reference))
        return
    refusal = office.record(number, given)
    if refusal is not None:
        raise refusal
    console.say(
        sentence("answer_entered" if was_open else "answer_stands", stage=asked.words, reference=reference)
    )
    if was_open and not wake(reference):
        console.say(sentence("run_follows"))


def _subject(stage: Stage, given: Any) -> str | None:  # noqa: ANN401 - whatever the file holds
    field = _SUBJECT.get(stage)
    found = given.get(field) if field and isinstance(given, dict) else None
    return str(found) if found is not None else None
