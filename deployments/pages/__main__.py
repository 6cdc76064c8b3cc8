"""Serve the pages: ``python -m deployments.pages --port 4280``.

On the loopback address: a reverse proxy with TLS stands before them (docs/answers.md).
The log of who asked for what is off, because an address here is a secret.
"""

import argparse
import os

import uvicorn

from deployments.errors import DeploymentError
from deployments.keys import installed_key
from deployments.pages.application import application
from deployments.ports import HOST
from models.guidance.errors import GuidanceError

_AT_ONCE = 64
"""Requests that are answered at once; what exceeds them is told to come back (503)."""


def main() -> None:
    """Serve until asked to end."""
    asked = argparse.ArgumentParser(
        prog="python -m deployments.pages", description="Serve the pages for answers."
    )
    asked.add_argument("--host", default=HOST)
    asked.add_argument("--port", type=int, required=True)
    at = asked.parse_args()
    try:
        key = installed_key(os.environ)
    except (DeploymentError, GuidanceError) as error:
        raise SystemExit(error.words.both) from None
    uvicorn.run(
        application(key),
        host=at.host,
        port=at.port,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        log_level="warning",
        limit_concurrency=_AT_ONCE,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
