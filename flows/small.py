"""Small flows that enter one thing: a refusal ends them with its sentence, and nothing is asked again."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.forms import coded
from flows.running import wake_review
from models import casework
from models.casework.asked import Part
from models.casework.understanding import said_again
from models.guidance.errors import GuidanceError, Refused
from models.guidance.words import Words
from models.records import Review
from tasks.office import desk

if TYPE_CHECKING:
    from flows.hold import About

F = TypeVar("F", bound=Part)


def entered(
    form: "About",
    facts: type[F],
    enter: Callable[[casework.Office, Review, F], object],
    *,
    known: Mapping[str, str] | None = None,
    wakes: bool = True,
) -> State[None]:
    """Enter what a form gave, and wake the review's run; give the state in which the small flow ends.

    A refusal is no breakdown: the run's state says in Welsh and in English what to do, where
    an exception would leave its English in a log. Nothing of it is on the record then, unless
    *enter* gives the refusal instead of raising it: what it did in its place stays.

    Args:
        form: what was filled in.
        facts: what it is read as.
        enter: enters it, the review being locked.
        known: what this form does not ask, because the answer lies in its name.
        wakes: whether the review's run may have waited for it.
    """
    try:
        given = {**coded(facts, form.model_dump(exclude={"reference"})), **(known or {})}
        understood = casework.understand(facts, given)
        with desk() as at:
            review = casework.review_by(at.session, form.reference)
            refused = enter(at, casework.lock(at.session, review.key), understood)
    except GuidanceError as error:
        refused = error
    if isinstance(refused, GuidanceError):
        return Failed(message=_said(refused, facts).both)
    if wakes:
        wake_review(form.reference)
    return Completed(message="Ar y cofnod. / On the record.")


def _said(refused: GuidanceError, facts: type[Part]) -> Words:
    """Say a refusal to whoever filled in a form: a field goes by its title, as it stood there."""
    problems = refused.problems if isinstance(refused, Refused) else (refused,)
    said = [said_again({"code": each.code, "facts": each.facts}, facts) for each in problems]
    return Words(cy=" ".join(each.cy for each in said), en=" ".join(each.en for each in said))
