"""How a run waits for a person: it suspends with a form until the answer is on our record.

A run that goes on begins at its first line. It passes over every step that is
on the record and stops at the first that is not; so it may be lost, doubled or
made again at any time.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from http import HTTPStatus
from typing import Any
from uuid import UUID

from prefect import runtime, suspend_flow_run
from prefect.client.orchestration import get_client
from prefect.exceptions import PrefectHTTPStatusError
from prefect.input import delete_flow_run_input, read_flow_run_input

from flows import forms, running, showing
from models import casework
from tasks import office
from tasks.office import Waiting
from tasks.stage import StageTask

Answerer = Callable[[Waiting], Mapping[str, Any] | None]

_answerer: ContextVar[Answerer | None] = ContextVar("answerer", default=None)


@contextmanager
def answered_by(answerer: Answerer) -> Iterator[None]:
    """Let answers come from *answerer* instead of a form: a rehearsal, or a test in one process."""
    token = _answerer.set(answerer)
    try:
        yield
    finally:
        _answerer.reset(token)


def ask(stage: StageTask, reference: str) -> None:
    """Wait until a step is on the record.

    An answer that is malformed or refused never fails the run: it is asked for
    again, under a new key, with the reason in the form's description.
    """
    while waiting := office.awaited(reference, stage.step):
        given = _answer_to(waiting)
        if given is None:
            _suspend(waiting)
        else:
            stage.task(reference, waiting.action, given)
            _forget(waiting)


def _key(waiting: Waiting, attempt: int) -> str:
    """Name one suspension: never used twice, so that an answer cannot reach another question."""
    return f"{waiting.step[0].lower()}-{waiting.action}-{attempt}"


def _answer_to(waiting: Waiting) -> Mapping[str, Any] | None:
    """Give what was entered in the form of the last suspension, in codes; nothing if nothing was."""
    answerer = _answerer.get()
    if answerer is not None:
        return answerer(waiting)
    if waiting.attempt == 0:
        return None
    left = read_flow_run_input(_left_under(waiting, "response"), flow_run_id=_run_id())
    return forms.coded(casework.answers[waiting.step].facts, left) if isinstance(left, dict) else None


def _forget(waiting: Waiting) -> None:
    """Take the answer out of Prefect's tables: it is in our record, or refused."""
    if _answerer.get() is None:
        for part in ("response", "schema", "description"):
            take_out(_left_under(waiting, part))


def take_out(key: str) -> None:
    """Delete an input of this run from Prefect's tables, if it is there."""
    try:
        delete_flow_run_input(key, flow_run_id=_run_id())
    except PrefectHTTPStatusError as error:
        if error.response.status_code != HTTPStatus.NOT_FOUND:
            raise


def tidy() -> None:
    """Take out of Prefect's tables whatever forms of this run are asked no more.

    A program that was killed between our commit and the deletion left its answer
    there; so did a form that was sent in while the answer came another way.
    """
    run = _run_id()
    with get_client(sync_client=True) as client:
        kept = client.filter_flow_run_input(run, "suspended-", limit=200, exclude_keys=set())
    for each in kept:
        if not running.is_open(each.key.removeprefix("suspended-").rpartition("-")[0]):
            take_out(each.key)


def _left_under(waiting: Waiting, part: str) -> str:
    return f"suspended-{_key(waiting, waiting.attempt)}-{part}"


def _run_id() -> UUID:
    return UUID(str(runtime.flow_run.id))


def _suspend(waiting: Waiting) -> None:
    """Stop here, with a form that says what is asked, why, by when, and what was wrong last time."""
    if _answerer.get() is not None:
        raise LookupError(waiting.step)
    if waiting.attempt:
        _forget(waiting)
    attempt = office.next_attempt(waiting.action)
    facts = casework.answers[waiting.step].facts
    showing.show(waiting)
    suspend_flow_run(
        wait_for_input=forms.form_for(
            facts, showing.question(waiting, facts), waiting.draft, showing.warnings(waiting, facts)
        ),
        timeout=None,
        key=_key(waiting, attempt),
    )
