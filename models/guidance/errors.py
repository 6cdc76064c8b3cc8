"""What the rules refuse, as codes and facts; the sentence is made at the edge."""

from models.guidance.provenance import Source
from models.guidance.sentences import sentence
from models.guidance.words import Words


class GuidanceError(Exception):
    """A rule says no.

    Carries a *code*, the *facts* its sentence needs (codes, references, dates:
    never what somebody typed) and, where a rule of the guidance is the cause,
    the *source* of that rule.
    """

    def __init__(self, code: str, source: Source | None = None, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.source = source
        self.facts = facts

    @property
    def words(self) -> Words:
        """One sentence with what to do, followed by the source where there is one."""
        said = sentence(self.code, **self.facts)
        if self.source is None:
            return said
        return Words(cy=f"{said.cy} ({self.source.text})", en=f"{said.en} ({self.source.text})")

    def __str__(self) -> str:
        """The English sentence, for logs and tests."""
        return self.words.en


class OutOfOrder(GuidanceError):  # noqa: N818 - named for what happened
    """A stage was answered before what it stands on."""


class AlreadyAnswered(GuidanceError):  # noqa: N818 - named for what happened
    """A different answer stands on the record."""


class ReviewHeld(GuidanceError):  # noqa: N818 - named for what happened
    """A hold whose scope covers the stage is open."""


class NotIndependent(GuidanceError):  # noqa: N818 - named for what happened
    """A person is not independent of the case or its management, or not trained."""


class Incomplete(GuidanceError):  # noqa: N818 - named for what happened
    """Something that the stage needs is not there yet."""


class Refused(GuidanceError):  # noqa: N818 - named for what happened
    """Several problems at once, so that nobody has to come back for each.

    >>> Refused((GuidanceError("facts_empty"),)).words.en == GuidanceError("facts_empty").words.en
    True
    """

    def __init__(self, problems: tuple[GuidanceError, ...]) -> None:
        super().__init__("refused")
        self.problems = problems

    @property
    def words(self) -> Words:
        """Every problem's sentence, in the order found."""
        return Words(
            cy=" ".join(problem.words.cy for problem in self.problems),
            en=" ".join(problem.words.en for problem in self.problems),
        )
