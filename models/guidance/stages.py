"""The stages of a review (S01-S24), and of a Multi-Agency Professional Forum after its decision (M01-M05)."""

import re
from enum import StrEnum

from models.guidance.errors import GuidanceError
from models.guidance.words import Words, word


class Stage(StrEnum):
    """A stage by its number; its name is an alias of the same member.

    The members stand in the guidance's order, those of the Forum last.

    >>> Stage.RECOMMENDATION is Stage.S03, Stage.S03 < Stage.S04
    (True, True)
    """

    S01 = "S01"
    S02 = "S02"
    S03 = "S03"
    S04 = "S04"
    S05 = "S05"
    S06 = "S06"
    S07 = "S07"
    S08 = "S08"
    S09 = "S09"
    S10 = "S10"
    S11 = "S11"
    S12 = "S12"
    S13 = "S13"
    S14 = "S14"
    S15 = "S15"
    S16 = "S16"
    S17 = "S17"
    S18 = "S18"
    S19 = "S19"
    S20 = "S20"
    S21 = "S21"
    S22 = "S22"
    S23 = "S23"
    S24 = "S24"
    M01 = "M01"
    M02 = "M02"
    M03 = "M03"
    M04 = "M04"
    M05 = "M05"

    REFERRAL = S01
    SCOPING = S02
    RECOMMENDATION = S03
    DECISION = S04
    NOTIFICATION = S05
    PANEL = S06
    PARALLEL_PROCESSES = S07
    FIRST_PANEL = S08
    FAMILY = S09
    TIMELINES = S10
    ANALYSIS = S11
    INVITATIONS = S12
    LEARNING_EVENT = S13
    DRAFT_REPORT = S14
    BOARD_CONSIDERATION = S15
    FEEDBACK = S16
    COMPLETION = S17
    SUBMISSION = S18
    PUBLICATION = S19
    PUBLICATION_WINDOW = S20
    ACTION_PLAN = S21
    DISSEMINATION = S22
    MONITORING = S23
    ANNUAL_REPORT = S24
    FORUM_CONVENED = M01
    FORUM_HELD = M02
    FORUM_LEARNING = M03
    FORUM_DISSEMINATION = M04
    FORUM_THEMES = M05

    @property
    def slug(self) -> str:
        """The stage's name as people type it.

        >>> Stage.S08.slug
        'first_panel'
        """
        return _SLUGS[self]

    @property
    def words(self) -> Words:
        """The stage's short title.

        >>> Stage.S03.words.both
        'Argymhelliad y Grŵp Adolygu Ymarfer Plant / CPRG recommendation'
        """
        return word("stage", self.value)

    @property
    def actor(self) -> str:
        """Who acts at this stage: a code of the vocabulary ``actor``.

        >>> word("actor", Stage.S04.actor).en
        'the Chair of the Board'
        """
        return _ACTORS[self]


def stage_named(text: str) -> Stage:
    """The stage somebody means: ``S03``, ``s3``, ``3`` or ``recommendation``.

    Raises:
        GuidanceError: ``no_such_stage``.

    >>> stage_named("s3") is stage_named("recommendation") is Stage.S03
    True
    """
    typed = text.strip().upper().replace("-", "_").replace(" ", "_")
    if numbered := _NUMBERED.fullmatch(typed):
        typed = f"{numbered[1] or 'S'}{numbered[2]:0>2}"
    if typed not in Stage.__members__:
        raise GuidanceError("no_such_stage", stages="S01-S24, M01-M05")
    return Stage.__members__[typed]


_NUMBERED = re.compile(r"([SM]?)([0-9]{1,2})")

_SLUGS = {stage: name.lower() for name, stage in Stage.__members__.items() if name != stage.value}

_ACTORS = {
    Stage.S01: "referring_agency",
    Stage.S02: "agencies",
    Stage.S03: "cprg",
    Stage.S04: "board_chair",
    Stage.S05: "business_unit",
    Stage.S06: "cprg",
    Stage.S07: "panel_chair",
    Stage.S08: "panel_chair",
    Stage.S09: "reviewers",
    Stage.S10: "agencies",
    Stage.S11: "reviewers",
    Stage.S12: "board",
    Stage.S13: "reviewers",
    Stage.S14: "reviewers",
    Stage.S15: "panel_chair",
    Stage.S16: "reviewers",
    Stage.S17: "board",
    Stage.S18: "business_unit",
    Stage.S19: "board",
    Stage.S20: "business_unit",
    Stage.S21: "agencies",
    Stage.S22: "board",
    Stage.S23: "cprg",
    Stage.S24: "business_unit",
    Stage.M01: "business_unit",
    Stage.M02: "business_unit",
    Stage.M03: "business_unit",
    Stage.M04: "business_unit",
    Stage.M05: "cprg",
}
