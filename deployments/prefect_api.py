"""The little of Prefect's API that running it needs, without two seconds of importing Prefect."""

import json
from functools import cached_property
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen
from uuid import uuid4

from deployments.errors import DeploymentError
from deployments.settings import POOL

_SECONDS = 10.0

_AT_ONCE = 4
"""How many flows run at once. Said to the pool: a worker with a limit of its own dies (3.8.8) when a
run goes on while the program that suspended it is still ending.
"""


class PrefectApi:
    """Prefect's server on a *port* of the loopback address."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/api"

    def healthy(self) -> bool:
        """Whether the server answers and its database does."""
        try:
            return self._ask("GET", "/ready") is not None
        except DeploymentError:
            return False

    def make_pool(self) -> None:
        """Create the work pool that every deployment names, if it is not there yet."""
        pools = self._ask("POST", "/work_pools/filter", {"work_pools": {"name": {"any_": [POOL]}}})
        if not pools:
            pool = {"name": POOL, "type": "process", "concurrency_limit": _AT_ONCE}
            self._ask("POST", "/work_pools/", pool)

    def deployments(self) -> set[str]:
        """Give the names of everything deployed."""
        return {str(row["name"]) for row in self._ask("POST", "/deployments/filter", {})}

    def online_workers(self) -> int:
        """Count the workers that were heard of lately."""
        workers = self._ask("POST", f"/work_pools/{POOL}/workers/filter", {})
        return sum(worker["status"] == "ONLINE" for worker in workers)

    def wake(self, run_id: str) -> bool:
        """Let a suspended run look at the record again; False where it does not wait."""
        if self._ask("GET", f"/flow_runs/{run_id}")["state_type"] != "PAUSED":
            return False
        resuming = {"state": {"type": "SCHEDULED", "name": "Resuming"}}
        return bool(self._ask("POST", f"/flow_runs/{run_id}/set_state", resuming)["status"] == "ACCEPT")

    @cached_property
    def _token(self) -> dict[str, str]:
        client = uuid4().hex
        token = self._ask("GET", f"/csrf-token?client={client}")["token"]
        return {"Prefect-Csrf-Client": client, "Prefect-Csrf-Token": token}

    def _ask(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - the API's JSON
        headers = {"Content-Type": "application/json"} | (self._token if method == "POST" else {})
        content = json.dumps(body).encode() if method == "POST" else None
        request = Request(self.url + path, content, headers, method=method)  # noqa: S310 - our own http:
        try:
            with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - as above
                return json.load(answer)
        except (URLError, OSError, ValueError) as error:
            raise DeploymentError("prefect_unreachable", url=self.url) from error
