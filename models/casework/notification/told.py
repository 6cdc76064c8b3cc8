"""What Welsh Government is told, gathered from the record: the same for the preview and for what goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, select

from models.casework import recommendation
from models.casework.standing import facts as facts_of
from models.guidance import notification as guidance
from models.guidance.boards import board
from models.guidance.errors import OutOfOrder
from models.guidance.identifiers import identifiers
from models.guidance.notification import LIMBS, Limb, Quality
from models.guidance.sentences import in_words
from models.guidance.words import Language, word
from models.records import Decision, Milestone, Notification, Recommendation, Review, Vote

TEXTS = (*(f"rationale_{limb}" for limb in LIMBS), "outline")
"""What the coordinator writes, by the names that it has in an answer, a draft and a row."""


@dataclass(frozen=True)
class Told:
    """One notification: what stands on the record, and the texts that go with it."""

    board: str
    reference: str
    synthetic: bool
    outcome: str
    decided_on: date
    recommended: str
    advice: str
    override_reason: str | None
    group_rationale: str
    votes: tuple[tuple[str, bool], ...]
    limbs: Mapping[Limb, str]
    outline: str

    @property
    def unanimous(self) -> bool:
        """Say whether every agency present agreed; derived, so that it cannot contradict the votes (R34)."""
        return all(agrees for _, agrees in self.votes)

    @property
    def departs(self) -> bool:
        """Say whether the Group recommended otherwise than the criteria pointed."""
        return self.advice not in (self.recommended, "ask")

    @property
    def quality(self) -> Quality:
        """Count how well it says what it should."""
        return guidance.quality_of(
            outcome=self.outcome, votes=len(self.votes), limbs=self.limbs, outline=self.outline
        )

    def found(self) -> dict[str, tuple[str, ...]]:
        """Give the texts that seem to identify somebody, and how: codes alone, never what was found."""
        texts = {f"rationale_{limb}": text for limb, text in self.limbs.items()}
        texts |= {"outline": self.outline, "group_rationale": self.group_rationale}
        texts["override_reason"] = self.override_reason or ""
        return {name: kinds for name, text in texts.items() if (kinds := identifiers(text))}

    def said(self, language: Language) -> dict[str, Any]:
        """Give everything in words, one name a fact: what the letter, the paper and the page are made of."""
        shown = {*guidance.limbs_of(self.outcome), *self.limbs}
        return {
            "notifying_board": board(self.board).name_on(self.decided_on).of(language),
            "about_review": self.reference,
            "is_synthetic": self.synthetic,
            "type_of_review": word("outcome", self.outcome).of(language),
            "decided_on": in_words(self.decided_on, language),
            "group_recommended": word("outcome", self.recommended).of(language),
            "criteria_pointed_to": word("outcome", self.advice).of(language),
            "group_departs": self.departs,
            "chair_departs": self.override_reason is not None,
            "override_reason": self.override_reason or "",
            "limbs": [
                {"heading": word("limb", limb).of(language), "text": self.limbs.get(limb, "")}
                for limb in LIMBS
                if limb in shown
            ],
            "group_rationale": self.group_rationale,
            "agreement": word("agreement", "unanimous" if self.unanimous else "majority").of(language),
            "votes": [
                [
                    word("agency", agency).of(language),
                    word("vote", "agrees" if agrees else "dissents").of(language),
                ]
                for agency, agrees in self.votes
            ],
            "outline": self.outline,
        }


def would_tell(session: Session, review: Review, texts: Mapping[str, str | None]) -> Told:
    """Give the notification as it would go with these texts.

    Raises:
        OutOfOrder: nothing has been decided yet.
    """
    decisions = facts_of(session, Decision, review)
    if not decisions:
        raise OutOfOrder("notification_before_decision", reference=review.reference)
    return _told(session, review, decisions[-1], recommendation.latest(session, review), texts)


def told_by(session: Session, row: Notification) -> Told:
    """Give what a notification on record says, as the record stood when it was entered."""
    review = session.get_one(Review, row.review_id)
    decided = [each for each in facts_of(session, Decision, review) if each.milestone_id < row.milestone_id]
    recommended = [
        each for each in facts_of(session, Recommendation, review) if each.milestone_id < row.milestone_id
    ]
    return _told(session, review, decided[-1], recommended[-1], {each: getattr(row, each) for each in TEXTS})


def _told(
    session: Session,
    review: Review,
    decided: Decision,
    recommended: Recommendation,
    texts: Mapping[str, str | None],
) -> Told:
    votes = session.exec(select(Vote).where(Vote.recommendation_id == recommended.id)).all()
    return Told(
        board=review.board_code,
        reference=review.reference,
        synthetic=review.synthetic,
        outcome=decided.outcome,
        decided_on=session.get_one(Milestone, decided.milestone_id).happened_on,
        recommended=recommended.outcome,
        advice=recommended.advice,
        override_reason=decided.override_reason,
        group_rationale=recommended.rationale,
        votes=tuple(sorted((each.agency_code, each.agrees) for each in votes)),
        limbs={limb: text for limb in LIMBS if (text := texts.get(f"rationale_{limb}"))},
        outline=texts.get("outline") or "",
    )
