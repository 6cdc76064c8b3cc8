"""The pages as a web application: what is asked for by which address, and how it is bounded."""

from importlib.resources import files
from typing import Literal

from sqlalchemy import text
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from deployments.pages import counter, links, uploads
from deployments.pages.counter import Counter, Page
from deployments.pages.given import Given
from deployments.pages.guard import Guard
from deployments.pages.rates import Rates
from deployments.pages.waking import wake
from models.guidance.words import Language
from tasks.office import desk

_STYLE = files("deployments.pages").joinpath("style.css").read_text(encoding="utf-8")


def application(key: bytes) -> Starlette:
    """Make the pages for an installation's key."""
    pages = _Pages(Counter(key), Rates())
    return Starlette(
        routes=[
            Route("/healthz", _healthy),
            Route("/style.css", _style),
            Route("/{link}", pages.show),
            Route("/{link}", pages.take, methods=["POST"]),
        ],
        middleware=[Middleware(Guard)],
        exception_handlers={HTTPException: _refused},
    )


class _Pages:
    """The two things that can be done with a link. GET, and so HEAD, only ever looks."""

    def __init__(self, at: Counter, rates: Rates) -> None:
        self._at = at
        self._rates = rates

    async def show(self, request: Request) -> Response:
        """Show what a link opens."""
        link, language = self._asked(request)
        notice = request.query_params.get("said")
        return _html(await run_in_threadpool(self._at.show, link, language, notice=notice))

    async def take(self, request: Request) -> Response:
        """Take an answer, and lead to the page that shows what stands.

        No cookie says who somebody is, so there is none that another site's form could use:
        whoever can post here knows the link. `seals` says what the form's seal is for.
        """
        link, language = self._asked(request)
        body = await _body(request, links.largest(self._at.key, link))
        given = _given(body, request.headers.get("content-type", ""))
        taken = await run_in_threadpool(self._at.take, link, language, given)
        if isinstance(taken, Page):
            return _html(taken)
        # Relative, so that the pages may stand below any address of a Board's site.
        there = f"{link}?lang={taken.language}&said={taken.notice}"
        after = BackgroundTask(wake, taken.run_id) if taken.run_id and taken.notice in _ENTERED else None
        return Response(status_code=303, headers={"location": there}, background=after)

    def _asked(self, request: Request) -> tuple[str, Language | None]:
        """Give the link and the language that are asked for, if it is not too often."""
        link = str(request.path_params["link"]).strip().lower()
        if not self._rates.allow(link if links.is_ours(self._at.key, link) else None):
            raise HTTPException(429, headers={"retry-after": "60"})
        return link, _language(request)


def _given(body: bytes, content_type: str) -> Given:
    return uploads.read(body, content_type) if uploads.is_upload(content_type) else Given.read(body)


async def _body(request: Request, largest: int) -> bytes:
    """Read a body, and no more of it than an answer can have."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > largest:
            raise HTTPException(413, headers={"connection": "close"})
    return body


def _language(request: Request) -> Language | None:
    match request.query_params.get("lang"):
        case "cy":
            return "cy"
        case "en":
            return "en"
        case _:
            return None


_ENTERED = ("applied", "notified", "by_hand")
"""What is said of an answer that stands on the record: the review's run may go on."""

_SAID: dict[int, Literal["too_long", "too_often"]] = {413: "too_long", 429: "too_often"}


async def _refused(request: Request, error: Exception) -> Response:
    """Say no in the pages' own words, whatever the framework would say."""
    assert isinstance(error, HTTPException)
    page = counter.refusal(_SAID.get(error.status_code, "gone"), _language(request), error.status_code)
    return HTMLResponse(page.html, page.status, headers=dict(error.headers or {}))


def _html(page: Page) -> HTMLResponse:
    return HTMLResponse(page.html, page.status)


def _healthy(_: Request) -> Response:
    """Say that the pages reach the record."""
    with desk(by="page") as at:
        at.session.execute(text("SELECT 1"))
    return PlainTextResponse("ok")


def _style(_: Request) -> Response:
    return PlainTextResponse(_STYLE, media_type="text/css")
