"""A review, what happened in it, and stages S01-S05: referral to notification."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from models.guidance.stages import Stage
from models.records.base import SHORT_TEXT, Fact, Record, Superseded, instant, one_of

OUTCOMES = ("concise", "extended", "mapf", "none", "deferred")
EVIDENCE = ("minute", "letter", "e_mail", "form", "telephone", "system")
YES_NO = ("yes", "no", "not_known")
HARMS = ("died", "life_threatening_injury", "serious_permanent_impairment", "other", "not_known")
ABUSE = ("known", "suspected", "no", "not_known")
PERIODS = ("register", "looked_after", "care_leaver_under_18", "over_18_formerly_looked_after")
CLOSURES = ("closed", "withdrawn", "transferred", "merged")


class Review(Record, table=True):
    """One review (or forum, or referral that became neither) under its Board's reference.

    The pack is pinned by the day of the referral: a review without one is a draft. In exports
    it has another name, ``export_code``, drawn by the database: it is always the same and says nothing.
    """

    __table_args__ = (
        CheckConstraint("generation >= 1", name="generation"),
        one_of("completion_anchor", ("referral", "decision")),
    )

    reference: str = Field(unique=True)
    slug: str = Field(unique=True)
    board_code: str = Field(foreign_key="board.code", index=True)
    pack: str | None = None
    completion_anchor: str = "referral"
    synthetic: bool = False
    opened_at: datetime = instant()
    run_id: str | None = None
    generation: int = 1
    export_code: str | None = Field(
        default=None,
        unique=True,
        nullable=False,
        sa_column_kwargs={"server_default": text("replace(gen_random_uuid()::text, '-', '')")},
    )


class Milestone(Superseded, table=True):
    """Something that happened: on which day, who decided, on what evidence, who entered it and when.

    ``coded`` and ``reason`` are what an answer gives beyond that, where no table of
    its own is needed for it.
    """

    __table_args__ = (
        one_of("stage", tuple(Stage)),
        one_of("evidence", EVIDENCE),
        Index(
            "uq_milestone_standing",
            "review_id",
            "stage",
            "milestone",
            "subject",
            "round",
            unique=True,
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    review_id: int = Field(foreign_key="review.id", index=True)
    action_id: int | None = Field(default=None, foreign_key="action.id")
    stage: str
    milestone: str
    subject: str = ""
    round: int = 1
    happened_on: date
    decided_by: str
    evidence: str
    entered_by: str
    vouched: bool = False
    facts_sha256: str
    coded: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    reason: str | None = Field(default=None, max_length=SHORT_TEXT)
    synthetic: bool = False
    recorded_at: datetime = instant()


class Referral(Fact, table=True):
    """Where a referral came from."""

    __table_args__ = (one_of("route", ("agency", "prudic", "other")),)

    agency_code: str = Field(foreign_key="agency.code")
    route: str = "agency"


class SubjectFacts(Fact, table=True):
    """What is known of one child, in codes and dates; the latest milestone's rows hold."""

    __table_args__ = (
        one_of("harm", HARMS),
        one_of("abuse_or_neglect", ABUSE),
        one_of("in_area", YES_NO),
        one_of("under_18_at_event", YES_NO),
        one_of("known_to_services", YES_NO),
        one_of("learning_identified", YES_NO),
        one_of("prognosis_awaited", YES_NO),
        CheckConstraint("event_earliest <= event_latest", name="event"),
        CheckConstraint("identified_earliest <= identified_latest", name="identified"),
    )

    number: int
    harm: str
    event_earliest: date | None = None
    event_latest: date | None = None
    identified_earliest: date | None = None
    identified_latest: date | None = None
    abuse_or_neglect: str
    in_area: str
    under_18_at_event: str
    known_to_services: str
    register_known: bool
    looked_after_known: bool
    learning_identified: str
    prognosis_awaited: str


class StatusPeriod(Record, table=True):
    """A time on the child protection register, or looked after; no end means still."""

    __table_args__ = (
        one_of("kind", PERIODS),
        CheckConstraint("since_earliest <= since_latest", name="since"),
        CheckConstraint("until_earliest <= until_latest", name="until"),
    )

    subject_facts_id: int = Field(foreign_key="subjectfacts.id", index=True)
    kind: str
    since_earliest: date
    since_latest: date
    until_earliest: date | None = None
    until_latest: date | None = None


class Involvement(Fact, table=True):
    """An agency that worked with the child or family, and so takes part."""

    agency_code: str = Field(foreign_key="agency.code")


class Recommendation(Fact, table=True):
    """What the Group recommended, beside what the criteria pointed to."""

    __table_args__ = (one_of("outcome", OUTCOMES), one_of("advice", (*OUTCOMES, "ask")))

    outcome: str
    advice: str
    rationale: str = Field(max_length=SHORT_TEXT)


class Vote(Record, table=True):
    """How one agency present saw it."""

    recommendation_id: int = Field(foreign_key="recommendation.id", index=True)
    agency_code: str = Field(foreign_key="agency.code")
    agrees: bool


class Decision(Fact, table=True):
    """What the Chair of the Board decided; otherwise than recommended only with a reason."""

    __table_args__ = (
        one_of("outcome", OUTCOMES),
        CheckConstraint("(outcome = 'deferred') = (relook_on IS NOT NULL)", name="relook"),
        CheckConstraint("outcome = recommended OR override_reason IS NOT NULL", name="override"),
    )

    outcome: str
    recommended: str
    override_reason: str | None = Field(default=None, max_length=SHORT_TEXT)
    relook_on: date | None = None


class Notification(Fact, table=True):
    """What Welsh Government was told: the type, how the Group voted, why, and what about.

    ``rationale`` is the Group's; the others are the coordinator's, one for each limb that the
    outcome calls for. ``scan_confirmed_by`` says who confirmed that no text identifies anybody;
    none of these stand in what was entered before they were asked for.
    """

    outcome: str
    unanimous: bool
    rationale: str = Field(max_length=SHORT_TEXT)
    outline: str = Field(max_length=SHORT_TEXT)
    rationale_abuse: str | None = Field(default=None, max_length=SHORT_TEXT)
    rationale_harm: str | None = Field(default=None, max_length=SHORT_TEXT)
    rationale_window: str | None = Field(default=None, max_length=SHORT_TEXT)
    rationale_not_met: str | None = Field(default=None, max_length=SHORT_TEXT)
    scan_confirmed_by: str | None = None


class NotificationDraft(Record, table=True):
    """One save of a notification's draft; each is kept, and the last is what the next one begins with."""

    review_id: int = Field(foreign_key="review.id", index=True)
    saved_at: datetime = instant()
    saved_by: str
    outline: str = Field(default="", max_length=SHORT_TEXT)
    rationale_abuse: str = Field(default="", max_length=SHORT_TEXT)
    rationale_harm: str = Field(default="", max_length=SHORT_TEXT)
    rationale_window: str = Field(default="", max_length=SHORT_TEXT)
    rationale_not_met: str = Field(default="", max_length=SHORT_TEXT)


class Closure(Fact, table=True):
    """How a review ended, and where it went on if it did."""

    __table_args__ = (
        one_of("kind", CLOSURES),
        CheckConstraint("kind = 'closed' OR reason IS NOT NULL", name="reason"),
    )

    kind: str
    reason: str | None = Field(default=None, max_length=SHORT_TEXT)
    successor: str | None = None
