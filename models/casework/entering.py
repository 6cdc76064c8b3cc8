"""An answer being entered: what a stage's own function is given to work with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from sqlmodel import Session, SQLModel

from models.casework.asked import Facts
from models.guidance.packs import MilestoneKey
from models.guidance.route import Standing
from models.guidance.stages import Stage
from models.records import Milestone, Review

F = TypeVar("F", bound=Facts)
F_co = TypeVar("F_co", bound=Facts, covariant=True)


@dataclass(frozen=True)
class Office:
    """The day and the instant at which something is entered, by whom, and whether somebody vouches for it.

    ``synthetic`` says that the day is invented: a demonstration filled it in.
    """

    session: Session
    now: datetime
    today: date
    by: str
    vouched: bool = False
    synthetic: bool = False


@dataclass(frozen=True)
class AtReview:
    """A review on the desk, and where it stands."""

    office: Office
    review: Review
    standing: Standing


@dataclass(frozen=True)
class Entering(Generic[F_co]):
    """One answer on its way into the record."""

    office: Office
    review: Review
    standing: Standing
    milestone: Milestone
    facts: F_co

    @property
    def session(self) -> Session:
        """Give the transaction that everything is part of."""
        return self.office.session

    def keep(self, *rows: SQLModel) -> None:
        """Write facts that this answer gives."""
        self.session.add_all(rows)
        self.session.flush()

    def note(self, *names: str, reason: str | None = None) -> None:
        """Keep coded facts of this answer, and its reason, with the milestone itself."""
        coded = self.facts.model_dump(mode="json", include=set(names))
        self.milestone.coded, self.milestone.reason = coded or None, reason
        self.session.flush()

    @property
    def ids(self) -> dict[str, Any]:
        """Give what ties a fact to this answer."""
        return {"review_id": self.review.key, "milestone_id": self.milestone.key}


Enter = Callable[[Entering[Any]], None]


@dataclass(frozen=True)
class Answerable:
    """What a step asks, and what is done with the answer.

    ``subject`` names the field by which an answer says for whom it is, where a step is
    asked of each. ``becomes`` names the milestone that an answer stands for where that
    depends on the answer: a report returned by the Board is no sign-off. ``while_held``
    says which answers may be given even while a hold stops the stage.
    """

    step: MilestoneKey
    facts: type[Facts]
    enter: Enter
    subject: str | None = None
    becomes: Callable[[Any], MilestoneKey] | None = None
    while_held: Callable[[Any], bool] | None = None


@dataclass
class Answers:
    """Every step that can be answered, each declared where its stage is."""

    by_step: dict[MilestoneKey, Answerable] = field(default_factory=dict)

    def to(
        self,
        step: MilestoneKey,
        facts: type[F],
        *,
        subject: str | None = None,
        becomes: Callable[[F], MilestoneKey] | None = None,
        while_held: Callable[[F], bool] | None = None,
    ) -> Callable[[Callable[[Entering[F]], None]], Callable[[Entering[F]], None]]:
        """Declare that answers to *step* are *facts* and are entered by the function below."""

        def declare(enter: Callable[[Entering[F]], None]) -> Callable[[Entering[F]], None]:
            self.by_step[step] = Answerable(step, facts, enter, subject, becomes, while_held)
            return enter

        return declare

    def __getitem__(self, step: MilestoneKey) -> Answerable:
        """Give what a step asks."""
        return self.by_step[step]

    @property
    def stages(self) -> Mapping[Stage, tuple[MilestoneKey, ...]]:
        """Give the steps that each stage asks for."""
        found: dict[Stage, tuple[MilestoneKey, ...]] = {}
        for stage, milestone in self.by_step:
            found[stage] = (*found.get(stage, ()), (stage, milestone))
        return found


answers = Answers()
"""The one list; the stages' modules fill it when ``models.casework`` is imported."""
