"""The facts of a referral, as the decision table takes them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.guidance.calendar_dates import ImpreciseDate
from models.guidance.packs import Pack


class Harm(StrEnum):
    """What happened to the child; the first three are those of limb B."""

    DIED = "died"
    LIFE_THREATENING_INJURY = "life_threatening_injury"
    SERIOUS_PERMANENT_IMPAIRMENT = "serious_permanent_impairment"
    OTHER = "other"
    NOT_KNOWN = "not_known"


class Abuse(StrEnum):
    """Whether abuse or neglect is known or suspected: never whether the child was known to services."""

    KNOWN = "known"
    SUSPECTED = "suspected"
    NO = "no"
    NOT_KNOWN = "not_known"


class YesNo(StrEnum):
    """An answer in which *not known* is an answer of its own."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


class LookedAfterStatus(StrEnum):
    """What kind of care a period was; which kinds count depends on the pack."""

    LOOKED_AFTER = "looked_after"
    CARE_LEAVER_UNDER_18 = "care_leaver_under_18"
    OVER_18_FORMERLY_LOOKED_AFTER = "over_18_formerly_looked_after"


STILL = ImpreciseDate(date.max, date.max)
"""The end of a period that has not ended."""


@dataclass(frozen=True)
class Period:
    """A stretch on the register or looked after; both ends count, either may be imprecise.

    *status* is given for looked-after periods only.
    """

    start: ImpreciseDate
    end: ImpreciseDate = STILL
    status: LookedAfterStatus | None = None


@dataclass(frozen=True)
class Subject:
    """One child's facts.

    *register* and *looked_after* are None when not known and empty when there
    is no such period. *known_to_services* is kept apart and never decides.
    """

    harm: Harm = Harm.NOT_KNOWN
    event_on: ImpreciseDate | None = None
    identified_on: ImpreciseDate | None = None
    abuse_or_neglect: Abuse = Abuse.NOT_KNOWN
    in_area: YesNo = YesNo.YES
    under_18_at_event: YesNo = YesNo.YES
    known_to_services: YesNo = YesNo.NOT_KNOWN
    register: tuple[Period, ...] | None = None
    looked_after: tuple[Period, ...] | None = None
    learning_identified: YesNo = YesNo.NO
    prognosis_awaited: YesNo = YesNo.NO

    def anchor(self, harm: Harm) -> ImpreciseDate | None:
        """The date from which the window reaches back, if the harm is *harm*.

        The event for a death or an injury; for impairment the day on which an
        authority or partner identified it.

        Source: SI 2012/1712 reg. 3 (reg. 4A(3)(b)); SI 2015/1466 reg. 4(3)(b).
        """
        return self.identified_on if harm is Harm.SERIOUS_PERMANENT_IMPAIRMENT else self.event_on


@dataclass(frozen=True)
class Facts:
    """The children of a referral, and the version of the guidance it falls under.

    *pack_assumed*: nobody named the pack, so the one for new referrals was taken.
    """

    pack: Pack
    subjects: tuple[Subject, ...]
    pack_assumed: bool = False
