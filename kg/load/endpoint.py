"""Where a store takes graphs, where it answers questions, and how to log in: the habits of common stores."""

from __future__ import annotations

import ipaddress
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import httpx

from kg.errors import InputError, LoadError


class _Make(NamedTuple):
    """A kind of store: how the path of its Graph Store begins to end, where its queries go, its parameter."""

    path: str
    query: str
    parameter: str = "graph"


#: The first that the path ends with is taken. The standard leaves both addresses to the store.
_MAKES = (
    _Make("/sparql-graph-crud-auth", "/sparql-auth", "graph-uri"),  # Virtuoso, with a user
    _Make("/sparql-graph-crud", "/sparql", "graph-uri"),
    _Make("/rdf-graphs/service", ""),  # GraphDB, RDF4J
    _Make("/store", "/query"),  # Oxigraph
    _Make("/data", "/query"),  # Fuseki
    _Make("/", "/"),  # QLever
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The addresses of a store."""

    url: httpx.URL  #: of its Graph Store
    query: httpx.URL | None  #: where it answers SPARQL; None where that isn't known
    parameter: str  #: which names the graph
    told: bool  #: whether the user said where it answers SPARQL

    @property
    def here(self) -> bool:
        """Return whether what is sent stays on this machine."""
        return all(_loopback(url.host) for url in (self.url, self.query or self.url))

    @property
    def secret(self) -> bool:
        """Return whether TLS is spoken with the store anywhere."""
        return "https" in {url.scheme for url in (self.url, self.query or self.url)}

    @property
    def exposed(self) -> bool:
        """Return whether a password would travel over the network for all to read."""
        urls = [self.url, self.query or self.url]
        return any(url.scheme == "http" and not _loopback(url.host) for url in urls)

    def of(self, graph: str) -> httpx.URL:
        """The address of one graph."""
        return self.url.copy_merge_params({self.parameter: graph})


def endpoint(url: str, *, query: str | None = None) -> Endpoint:
    """The store at a URL; where it answers SPARQL is guessed by the habits of its make if not told.

    Raises LoadError for what is no URL of HTTP, and for one with a password in it.

    >>> endpoint("http://localhost:7878/store").query
    URL('http://localhost:7878/query')
    """
    store = _url(url)
    path = store.path or "/"
    make = next(
        (make for make in _MAKES if path.endswith(make.path) and (make.path != "/" or path == "/")), None
    )
    guess = store.copy_with(path=path.removesuffix(make.path) + make.query) if make else None
    return Endpoint(
        store, _url(query) if query else guess, make.parameter if make else "graph", told=query is not None
    )


def _url(text: str) -> httpx.URL:
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, ValueError):
        url = httpx.URL("")
    if url.userinfo:
        raise LoadError(f"{url.host}: no user or password in a URL; there are --user and --password-file")
    if url.scheme not in {"http", "https"} or not url.host:
        raise LoadError(f"{text!r} is no URL that begins with http:// or https://")
    return url


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def credentials(user: str | None, password_file: Path | None) -> httpx.Auth | None:
    """What to show a store: user and password, or a token if there is no user.

    Raises InputError where the file can't be read or is empty.
    """
    if password_file is None:
        return None
    try:
        password = password_file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise InputError(f"{password_file}: can't be read: {reason}") from None
    if not password.isprintable() or not password:
        raise InputError(f"{password_file}: not one line with a password in it")
    return _Token(password) if user is None else _Login(user, password)


class _Token(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


class _Login(httpx.Auth):
    """Digest or basic, as the server asks for it; nothing before it asks."""

    def __init__(self, user: str, password: str) -> None:
        self._digest = httpx.DigestAuth(user, password)
        self._basic = httpx.BasicAuth(user, password)
        self._asked: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._asked is None:
            response = yield request
            asked = response.headers.get("WWW-Authenticate", "").lower()
            if response.status_code != 401:
                return
            self._asked = self._digest if "digest" in asked else self._basic
        yield from self._asked.auth_flow(request)
