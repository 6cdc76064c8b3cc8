"""Who a meeting of a programme needs: the required, each agency's voices, who else may come, who stands in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sqlalchemy import or_
from sqlmodel import Session, col, select

from models.casework.convening import FIRST_REVIEWER, in_role
from models.casework.people import holding
from models.casework.quorum_of import invitations_of
from models.casework.standing import agencies
from models.casework.standing import facts as facts_of
from models.casework.withdrawals import is_withdrawn, withdrawals
from models.guidance.meeting_kinds import kind
from models.guidance.programme_rules import BY_AGENCY, ONE_IS_ENOUGH
from models.records import Meeting, PanelMember, Person, Review, Role


@dataclass(frozen=True, order=True)
class Vacancy:
    """A place at the table for which nobody is known yet: a role, of an agency where it speaks for one."""

    role: str
    agency: str | None = None


@dataclass
class Seats:
    """Everybody round a table, by code; nobody sits twice.

    Attributes:
        required: those without whom the meeting should not be.
        stand_ins: for a required person who may come instead, the first choice first.
        agencies: who may speak for an agency, members before deputies.
        optional: who else may come.
        vacancies: the places that nobody fills yet.
    """

    required: list[str] = field(default_factory=list)
    stand_ins: dict[str, tuple[str, ...]] = field(default_factory=dict)
    agencies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    optional: list[str] = field(default_factory=list)
    vacancies: list[Vacancy] = field(default_factory=list)

    @property
    def everybody(self) -> set[str]:
        """Give everybody who may come in whatever part."""
        stand_ins = (code for others in self.stand_ins.values() for code in others)
        voices = (code for others in self.agencies.values() for code in others)
        return {*self.required, *stand_ins, *voices, *self.optional}


class Tables:
    """The people of a review on a day, gathered once for all its meetings.

    *replaced* says who takes whose place, to see what that would do.
    """

    def __init__(
        self, session: Session, review: Review, on: date, replaced: Mapping[str, str] | None = None
    ) -> None:
        self._session = session
        self._review = review
        self._on = on
        self._replaced = replaced or {}
        self._known: dict[str, list[Person]] = {}

    def seats(self, code: str, meeting: Meeting | None) -> Seats:
        """Give who a kind of meeting needs, and whom the *meeting* that stands has invited besides."""
        found = Seats()
        for called in kind(code).called:
            people = self._in_role(called.role)
            if called.role in BY_AGENCY:
                self._speak(found, called.role, people)
            else:
                self._need(found, called.role, [each.code for each in people])
        self._besides(found, meeting)
        return self._once(found)

    @cached_property
    def panel_is_named(self) -> bool:
        """Say whether the review has its own Panel."""
        return bool(facts_of(self._session, PanelMember, self._review))

    def _in_role(self, role: str) -> list[Person]:
        if role not in self._known:
            found = in_role(self._session, self._review, role, self._on)
            if not found and role in ("panel_chair", "panel_member") and not self.panel_is_named:
                found = self._could_be(role)
            self._known[role] = self._admitted(found)
        return self._known[role]

    def _could_be(self, role: str) -> list[Person]:
        """Give whom the Board has for its Panels, while this review has none: of the agencies involved."""
        people = holding(self._session, self._review.board_code, role, self._on)
        return [each for each in people if role == "panel_chair" or each.agency_code in self._involved]

    @cached_property
    def _involved(self) -> tuple[str, ...]:
        return agencies(self._session, self._review)

    def _admitted(self, people: Sequence[Person]) -> list[Person]:
        """Put in whoever takes somebody's place, and leave out who is withdrawn from the review."""
        now = [self._session.get(Person, self._replaced.get(each.code, each.code)) for each in people]
        return [each for each in now if each is not None and self._may_come(each.code)]

    @cached_property
    def _somebody_is_withdrawn(self) -> bool:
        return bool(withdrawals(self._session, self._review.key))

    def _may_come(self, code: str) -> bool:
        if not self._somebody_is_withdrawn:
            return True
        return is_withdrawn(self._session, self._review.id, code) is None

    def _need(self, found: Seats, role: str, codes: Sequence[str]) -> None:
        if not codes:
            found.vacancies.append(Vacancy("reviewer" if role == FIRST_REVIEWER else role))
        needed = codes[:1] if role in ONE_IS_ENOUGH else codes
        for code in needed:
            others = [each for each in codes if each not in needed]
            found.required.append(code)
            found.stand_ins[code] = tuple(dict.fromkeys([*self._deputies_of(code), *others]))

    def _speak(self, found: Seats, role: str, people: Sequence[Person]) -> None:
        voices: dict[str, list[str]] = defaultdict(list)
        for each in people:
            voices[each.agency_code].append(each.code)
        for agency, codes in voices.items():
            deputies = [other for code in codes for other in self._deputies_of(code)]
            known = found.agencies.get(agency, ())
            found.agencies[agency] = tuple(dict.fromkeys([*known, *codes, *deputies]))
        if role == "panel_member" and not self.panel_is_named:
            found.vacancies += [Vacancy(role, each) for each in self._involved if each not in voices]
        elif not voices:
            found.vacancies.append(Vacancy(role))

    def _besides(self, found: Seats, meeting: Meeting | None) -> None:
        for each in invitations_of(self._session, meeting) if meeting else ():
            if each.person_code in found.everybody or each.stands_in_for:
                continue
            if each.key_person:
                found.required.append(each.person_code)
                found.stand_ins[each.person_code] = self._deputies_of(each.person_code)
            else:
                found.optional.append(each.person_code)

    @cached_property
    def _deputies(self) -> Mapping[str, tuple[str, ...]]:
        """Give who stands in for whom before the Board, in one question."""
        named = (
            select(Role.person_code, Role.deputy_code)
            .where(Role.board_code == self._review.board_code, Role.since <= self._on)
            .where(or_(col(Role.until).is_(None), col(Role.until) >= self._on))
            .where(col(Role.deputy_code).is_not(None))
            .order_by(col(Role.since), col(Role.id))
        )
        found: dict[str, list[str]] = defaultdict(list)
        for person, deputy in self._session.exec(named):
            found[person].append(str(deputy))
        return {person: tuple(dict.fromkeys(each)) for person, each in found.items()}

    def _deputies_of(self, code: str) -> tuple[str, ...]:
        return tuple(each for each in self._deputies.get(code, ()) if self._may_come(each))

    @staticmethod
    def _once(found: Seats) -> Seats:
        """Let nobody have two seats: who is required speaks for their agency by being there."""
        required = list(dict.fromkeys(found.required))
        taken = set(required)
        voices = {agency: _without(codes, taken) for agency, codes in found.agencies.items()}
        heard = taken.union(*voices.values())
        return Seats(
            required=required,
            stand_ins={code: _without(found.stand_ins[code], taken) for code in required},
            # An agency whose only voice is required anyway is heard whenever the meeting is.
            agencies={agency: codes for agency, codes in voices.items() if codes == found.agencies[agency]},
            optional=[code for code in dict.fromkeys(found.optional) if code not in heard],
            vacancies=list(dict.fromkeys(found.vacancies)),
        )


def _without(codes: Iterable[str], taken: set[str]) -> tuple[str, ...]:
    return tuple(each for each in codes if each not in taken)
