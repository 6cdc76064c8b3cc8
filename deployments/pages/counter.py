"""What happens at the pages: a link is looked at, or an answer is handed in; each in one transaction."""

from dataclasses import dataclass, replace

from sqlalchemy import text
from sqlmodel import col, select

from deployments.pages import links, rendering, seals
from deployments.pages.given import Given
from deployments.pages.links import Opened
from deployments.pages.rendering import Filled
from deployments.pages.sheets import GoneError, MistakenError
from deployments.pages.speaking import Say
from models.casework import Office
from models.guidance.words import Language
from models.records import Board
from tasks.office import desk

NOTICES = ("applied", "offered", "shown", "stale", "changed", "saved", "notified", "by_hand")
"""What is said of an answer on the page that follows it."""

_READ_ONLY = text("SET TRANSACTION READ ONLY")


@dataclass(frozen=True)
class Page:
    """A page to be shown; ``status`` is HTTP's."""

    html: str
    status: int = 200


@dataclass(frozen=True)
class Taken:
    """An answer that was handed in: what to say of it, in which language, and the run that may go on."""

    notice: str
    language: Language
    run_id: str | None


@dataclass(frozen=True)
class Counter:
    """The pages with the installation's key."""

    key: bytes

    def show(
        self,
        link: str,
        language: Language | None,
        *,
        notice: str | None = None,
        filled: Filled | None = None,
    ) -> Page:
        """Show what a link opens. The database itself refuses any change meanwhile."""
        with desk(by="page") as at:
            at.session.execute(_READ_ONLY)
            try:
                opened = links.opened(at, self.key, link)
            except GoneError as gone:
                return _gone(at, language, gone.status)
            return self._page(
                link, opened, language, notice=notice if notice in NOTICES else None, filled=filled
            )

    def take(self, link: str, language: Language | None, given: Given) -> Page | Taken:
        """Take an answer, or show again what was filled in, with what is wrong in it."""
        try:
            return self._take(link, language, given)
        except MistakenError as mistaken:
            # What was begun is rolled back by now.
            return self.show(link, language, filled=Filled(given, mistaken.problems))

    def _take(self, link: str, language: Language | None, given: Given) -> Page | Taken:
        with desk(by="page") as at:
            try:
                opened = self._alone(at, link)
            except GoneError as gone:
                return _gone(at, language, gone.status)
            chosen = _language(opened, language)
            if not seals.is_sealed(self.key, link, opened.standing, given["seal"]):
                return Taken("changed", chosen, None)
            notice = opened.answer(replace(at, by=f"page:{opened.person.code}"), given)
            return Taken(notice, chosen, opened.run_id)

    def _alone(self, at: Office, link: str) -> Opened:
        """Open a link, wait until nobody else answers there, and open it as it then stands."""
        links.opened(at, self.key, link).lock(at)
        at.session.expire_all()
        return links.opened(at, self.key, link)

    def _page(
        self,
        link: str,
        opened: Opened,
        language: Language | None,
        *,
        notice: str | None = None,
        filled: Filled | None = None,
    ) -> Page:
        say = Say(_language(opened, language))
        html = rendering.sheet_page(
            say,
            opened.sheet(say),
            opened.board,
            seal=seals.seal_form(self.key, link, opened.standing),
            notice=notice,
            filled=filled,
        )
        return Page(html, 422 if filled else 200)


def refusal(code: str, language: Language | None, status: int) -> Page:
    """Give a page that says no, without a look at the record."""
    return Page(rendering.message_page(Say(language or "cy"), code, []), status)


def _gone(at: Office, language: Language | None, status: int) -> Page:
    """Give the page of a link that opens nothing, with all offices' telephones, so that it tells nothing."""
    boards = at.session.exec(select(Board).where(Board.telephone != "").order_by(col(Board.code))).all()
    return Page(rendering.message_page(Say(language or "cy"), "gone", boards), status)


def _language(opened: Opened, asked: Language | None) -> Language:
    """Give the language asked for, else the person's own, else Welsh."""
    return asked or ("en" if opened.person.language == "en" else "cy")
