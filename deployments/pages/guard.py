"""What holds for every answer of the pages, also for a refusal: headers, and one page for every failure."""

import logging
from typing import Final

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from deployments.pages import counter

HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, nofollow",
    "x-frame-options": "DENY",
}
"""A link is a secret: it is not passed on, not kept, not listed, and its page is framed nowhere."""

_LOG = logging.getLogger("deployments.pages")


class Guard:
    """Gives every answer its headers, and turns what fails into a page that says so."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        begun = False

        async def guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                own = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                names = {name for name, _ in own}
                message["headers"] = [h for h in message["headers"] if h[0].lower() not in names] + own
            await send(message)

        try:
            await self._app(scope, receive, guarded)
        except Exception as error:  # noqa: BLE001 - whatever it is, a person gets a page
            # By its kind alone: the address is a secret, and a traceback may hold what was typed.
            _LOG.error("A page failed: %s", type(error).__name__)
            if begun or scope["type"] != "http":
                return
            english = b"lang=en" in scope["query_string"].split(b"&")
            page = counter.refusal("failed", "en" if english else "cy", 500)
            await HTMLResponse(page.html, page.status)(scope, receive, guarded)
