"""M01-M05: the Multi-Agency Professional Forum, convened, held, learned from, passed on."""

from datetime import date
from typing import ClassVar

from models.casework import meetings
from models.casework.asked import Facts, FactsWithText, ShortText, asked
from models.casework.dissemination import Passed, keep_channels
from models.casework.entering import Entering, answers
from models.casework.first_panel import Came, keep_attendance
from models.casework.learning_event import keep_learning
from models.guidance.errors import GuidanceError, Refused
from models.guidance.route import CONVENED, FORUM, FORUM_DISSEMINATION, FORUM_LEARNING, THEMES
from models.guidance.words import Words


class ConvenedFacts(Facts):
    """M01: the forum is called together."""

    title: ClassVar[Words] = Words(
        cy="Galw’r Fforwm Proffesiynol Amlasiantaethol", en="Convening the Multi-Agency Professional Forum"
    )
    why: ClassVar[Words] = Words(
        cy="Ni fodlonwyd y meini prawf, ond mae dysgu i’w gael.",
        en="The criteria are not met, but there is learning to be had.",
    )

    forum_on: date = asked("Diwrnod y fforwm", "Day of the forum")


class ForumFacts(Facts):
    """M02: the forum is held."""

    title: ClassVar[Words] = Words(cy="Cynnal y fforwm", en="Holding the forum")
    why: ClassVar[Words] = Words(
        cy="Yn 2015 hysbyswyd deg fforwm; nid oedd cofnod bod un wedi’i gynnal.",
        en="In 2015 ten forums were notified; there was no record that any was held.",
    )

    attendance: list[Came] = asked("Pwy ddaeth?", "Who came?")


class ForumLearningFacts(FactsWithText):
    """M03: what was learned."""

    title: ClassVar[Words] = Words(cy="Dysgu’r fforwm", en="Learning of the forum")
    why: ClassVar[Words] = Words(
        cy="Heb gofnod o’r dysgu nid oes dim i’w ledaenu.",
        en="Without a record of it there is nothing to pass on.",
    )

    learning: list[ShortText] = asked("Y pwyntiau dysgu", "The points of learning")


class ForumDisseminationFacts(Facts):
    """M04: how the learning was passed on; the forum cannot close without (R93)."""

    title: ClassVar[Words] = Words(cy="Lledaenu dysgu’r fforwm", en="Dissemination of the forum’s learning")
    why: ClassVar[Words] = Words(cy="Ni all y fforwm gau heb hyn.", en="The forum cannot close without it.")

    channels: list[Passed] = asked("Pwy, a sut?", "Who, and how?")


class ThemesFacts(FactsWithText):
    """M05: themes for audit and training."""

    title: ClassVar[Words] = Words(
        cy="Themâu ar gyfer archwilio a hyfforddi", en="Themes for audit and training"
    )
    why: ClassVar[Words] = Words(
        cy="Dyma sut y mae dysgu’r fforwm yn parhau.", en="This is how the forum’s learning lives on."
    )

    themes: list[ShortText] = asked("Y themâu", "The themes")


@answers.to(CONVENED, ConvenedFacts)
def enter_convened(at: Entering[ConvenedFacts]) -> None:
    """Set the day of the forum."""
    if at.facts.forum_on < at.facts.happened_on:
        raise Refused((GuidanceError("planned_in_the_past"),))
    meetings.plan_day(at.office, at.review, "forum", at.facts.forum_on, field="forum_on")


@answers.to(FORUM, ForumFacts)
def enter_forum(at: Entering[ForumFacts]) -> None:
    """Enter that it was held, and who came."""
    keep_attendance(at, at.facts.attendance)
    meetings.held(at.office, at.review, "forum", at.facts.happened_on)


@answers.to(FORUM_LEARNING, ForumLearningFacts)
def enter_learning(at: Entering[ForumLearningFacts]) -> None:
    """Enter what was learned."""
    keep_learning(at, at.facts.learning)


@answers.to(FORUM_DISSEMINATION, ForumDisseminationFacts)
def enter_dissemination(at: Entering[ForumDisseminationFacts]) -> None:
    """Enter how the learning was passed on."""
    keep_channels(at, at.facts.channels)


@answers.to(THEMES, ThemesFacts)
def enter_themes(at: Entering[ThemesFacts]) -> None:
    """Enter the themes; with them the forum is done."""
    keep_learning(at, at.facts.themes)
