"""Asking a server for a diary: https to public addresses, one deadline, a bounded answer, and no trace of it.

An address of a diary is a secret: whoever has it reads the diary. So nothing here logs it,
no error carries it, and no proxy or cookie comes into it. Names are resolved once and what
they resolve to is looked at, so that no address of ours can be reached by a name of
somebody else's.
"""

import asyncio
import base64
import logging
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Network, ip_address

import httpx

from models.diaries.read.readings import NotRead
from tasks.diaries.scanning import LARGEST

HOSTS = "CPR_DIARY_HOSTS"
"""The environment's name for hosts that need not be public, such as ``caldav.bwrdd.example:8443``."""
SECONDS = 20.0
"""For a whole conversation, redirections included."""
MOST_REDIRECTIONS = 3

# It would log the headers of an answer, and where a redirection leads is a secret too.
logging.getLogger("httpcore").setLevel(logging.INFO)

_REDIRECTIONS = {301, 302, 303, 307, 308}
_LONGEST_ETAG = 500
_ASSIGNED = IPv6Network("2000::/3")
"""The only addresses of IPv6 that are given to anybody in the world."""
_WRAPPED = (IPv6Network("2002::/16"), IPv6Network("2001::/32"))
"""Those among them that carry another one, which may be anybody's."""
_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True)
class Answer:
    """What a server answered; ``etag`` is what it calls this version, or nothing."""

    status: int
    content: bytes
    etag: str = ""


@dataclass(frozen=True)
class Ask:
    """What a server is asked."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""


class _Refused(Exception):  # noqa: N818 - it carries why, and is never seen outside
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.why = NotRead(code)


@dataclass(frozen=True)
class Web:
    """The servers that may be asked: every public one by https, and those *hosts* that somebody named."""

    hosts: frozenset[str] = frozenset()
    seconds: float = SECONDS

    @classmethod
    def configured(cls, environment: Mapping[str, str]) -> "Web":
        """Read which hosts an installation names.

        >>> sorted(Web.configured({HOSTS: "a.example, b.example:8443"}).hosts)
        ['a.example', 'b.example:8443']
        """
        return cls(frozenset(environment.get(HOSTS, "").replace(",", " ").lower().split()))

    def ask(self, what: Ask) -> Answer | NotRead:
        """Ask, and give the answer to anything but a redirection, or why there is none."""
        try:
            return asyncio.run(self._within(what))
        except _Refused as error:
            return error.why
        except TimeoutError:
            return NotRead("diary_server_slow")
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
            return NotRead("diary_server_away")

    async def _within(self, what: Ask) -> Answer:
        async with asyncio.timeout(self.seconds):
            return await self._follow(what)

    async def _follow(self, what: Ask) -> Answer:
        url = httpx.URL(what.url)
        for _ in range(MOST_REDIRECTIONS + 1):
            found, location = await self._once(what, url)
            if location is None:
                return found
            next_url = url.join(location)
            if (next_url.scheme, next_url.netloc) == (url.scheme, url.netloc):
                next_url = next_url.copy_with(username=url.username, password=url.password)
            url = next_url
        raise _Refused("diary_server_away")

    async def _once(self, what: Ask, url: httpx.URL) -> tuple[Answer, str | None]:
        request = await self._request(what, url)
        # The transport by itself: a client would log the address, and ask the environment for a proxy.
        async with httpx.AsyncHTTPTransport() as transport:
            response = await transport.handle_async_request(request)
            try:
                location = response.headers.get("location")
                if response.status_code in _REDIRECTIONS and location and what.method == "GET":
                    return Answer(response.status_code, b""), location
                etag = response.headers.get("etag", "")
                content = await _content(response)
            finally:
                await response.aclose()
        # One that could not be sent back would keep us from ever asking again.
        can_be_named = etag.isascii() and len(etag) <= _LONGEST_ETAG
        return Answer(response.status_code, content, etag if can_be_named else ""), None

    async def _request(self, what: Ask, url: httpx.URL) -> httpx.Request:
        host, port = url.raw_host.decode("ascii"), url.port or _PORTS.get(url.scheme, 0)
        named = bool({host.lower(), f"{host.lower()}:{port}"} & self.hosts)
        address = await _address(host, port)
        if not (url.scheme == "https" or (url.scheme == "http" and named)):
            raise _Refused("diary_address_not_https")
        if not (named or _is_public(address)):
            raise _Refused("diary_address_not_public")
        headers = {"Host": url.netloc.decode("ascii"), "Accept-Encoding": "identity", **what.headers}
        if url.userinfo:
            secret = f"{url.username}:{url.password}".encode()
            headers["Authorization"] = f"Basic {base64.b64encode(secret).decode('ascii')}"
        return httpx.Request(
            what.method,
            url.copy_with(host=address, username=None, password=None, fragment=None),
            headers=headers,
            content=what.body,
            extensions={"sni_hostname": host, "timeout": dict.fromkeys(("connect", "read", "write"), 10.0)},
        )


async def _address(host: str, port: int) -> str:
    """Resolve a name, once; where one of its addresses is not public, give that one."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    return next((each for each in addresses if not _is_public(each)), addresses[0])


def _is_public(written: str) -> bool:
    address = ip_address(written.partition("%")[0])
    if isinstance(address, IPv6Address) and (
        address not in _ASSIGNED or any(address in each for each in _WRAPPED)
    ):
        return False
    return address.is_global and not address.is_multicast


async def _content(response: httpx.Response) -> bytes:
    """Take an answer as it is sent, as far as a calendar may be long."""
    if response.headers.get("content-encoding", "identity") != "identity":
        raise _Refused("diary_not_a_calendar")
    content = bytearray()
    async for part in response.aiter_raw():
        content += part
        if len(content) > LARGEST:
            raise _Refused("diary_too_large")
    return bytes(content)
