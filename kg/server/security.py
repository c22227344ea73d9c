"""Who may ask, and what a browser may do with the answer."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Pages have no scripts at all; the editor has its own, from this server alone.
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
EDITOR_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: The drawing carries the rest of its policy in itself: its scripts by their hashes, and no network.
DRAWING_POLICY = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; connect-src 'none'"

_HEADERS = {
    "content-security-policy": PAGE_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
}


class Guard:
    """Lets in who asks for this host, and keeps out what pages of other sites make a browser ask.

    Host names count only on loopback: that is what stops another site's name from being turned into
    127.0.0.1 behind the browser's back (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, *, any_host: bool, origins: Collection[str]) -> None:
        """`any_host`: whether it may be asked by any name; `origins`: the sites that CORS lets in."""
        self.app = app
        self.any_host = any_host
        self.origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with 421 or 403, or pass on, with the headers that every answer has."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        if not self.any_host and not is_loopback(host_name(headers.get("host", ""))):
            refusal = PlainTextResponse("This server answers to localhost and 127.0.0.1 only.\n", 421)
            await refusal(scope, receive, with_headers)
        elif self._foreign(headers):
            refusal = PlainTextResponse("Pages of other sites may not ask here (`--cors` lets them).\n", 403)
            await refusal(scope, receive, with_headers)
        else:
            await self.app(scope, receive, with_headers)

    def _foreign(self, headers: Headers) -> bool:
        """Return whether a page of another site asks, and not a person who followed a link."""
        if headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
            return False
        if headers.get("sec-fetch-mode") == "navigate":
            return False
        return not ("*" in self.origins or headers.get("origin") in self.origins)


def host_name(header: str) -> str:
    """The name in a Host header, without the port.

    >>> host_name("[::1]:8000"), host_name("LocalHost:80")
    ('::1', 'localhost')
    """
    name = header.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.partition(":")[0]


def is_loopback(name: str) -> bool:
    """Return whether it is a name or address under which a machine calls itself, and so nobody else can be.

    >>> is_loopback("127.0.0.1"), is_loopback("127.0.0.1.example.org")
    (True, False)
    """
    try:
        return name.lower() == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
