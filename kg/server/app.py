"""The application: which address leads where, and what stands between the network and the graph."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from kg.server.negotiation import DESCRIPTIONS, HTML, choose
from kg.server.pages import Pages
from kg.server.running import Queries
from kg.server.security import Guard
from kg.server.source import Source
from kg.server.sparql import MAX_BODY_BYTES, SERVICE, answer, asked, chosen, description

MAX_RUNNING_QUERIES = 4  #: queries that run at once
_ASSETS = Path(__file__).parent / "assets"
_SERVED_SUFFIXES = {".css", ".js", ".svg"}  #: what of the assets is served; the rest is for who builds them


def application(
    directory: Path,
    *,
    timeout: float | None = 30,
    any_host: bool = False,
    origins: Sequence[str] = (),
    places: int = MAX_RUNNING_QUERIES,
    loading: Callable[[], None] = lambda: None,
) -> Starlette:
    """The server of a built folder, as an ASGI application.

    `timeout`: seconds a query may take; `any_host`: whether it may be asked by other names than those of
    loopback; `origins`: sites whose pages may ask (CORS), "*" for all; `loading` is called if the graph
    must be loaded first. Raises OutputError where there is none.
    """
    source = Source(directory, loading=loading)
    queries = Queries(directory, timeout=timeout, places=places)
    pages = Pages(source)

    async def sparql(request: Request) -> Response:
        found = await asked(request)
        if found.queries:
            return answer(queries, request.headers, found)
        if request.method == "POST":
            raise HTTPException(400, "No query in the request.\n")
        form = chosen(request.headers, SERVICE)
        if form == HTML:
            editor = await run_in_threadpool(pages.editor, request)
            editor.headers["vary"] = "Accept"
            return editor
        graph = source.current().graph
        return description(
            str(request.url.replace(query="", path="/sparql")),
            form,
            dataset=graph.dataset.value,
            triples=await run_in_threadpool(lambda: graph.size),
        )

    async def failed(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        told = error.detail if error.detail.endswith("\n") else f"{error.detail}\n"
        form = choose(request.headers.get("accept"), (*DESCRIPTIONS, HTML))
        if form == HTML and request.method in ("GET", "HEAD") and "query" not in request.query_params:
            response = await run_in_threadpool(pages.error, request, error.status_code, told)
        else:
            response = PlainTextResponse(told, error.status_code)
        response.headers.update(error.headers or {})
        return response

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        queries.end()
        source.close()

    middleware = [Middleware(Guard, any_host=any_host, origins=origins)]
    if origins:
        middleware.append(
            Middleware(CORSMiddleware, allow_origins=origins, allow_methods=("GET", "HEAD", "POST"))
        )
    middleware.append(Middleware(RequestBodyLimitMiddleware, max_body_size=MAX_BODY_BYTES))
    app = Starlette(
        routes=[
            Route("/", pages.front),
            Route("/search", pages.search),
            Route("/sparql", sparql, methods=["GET", "POST"]),
            Route("/query", sparql, methods=["GET", "POST"]),
            Route("/graph", pages.drawing),
            Route("/files/{name}", pages.file),
            Route("/favicon.ico", _icon),
            Mount("/assets", _Assets(directory=_ASSETS)),
            Route("/{path:path}", pages.resource),
        ],
        middleware=middleware,
        exception_handlers={HTTPException: failed},
        lifespan=lifespan,
    )
    app.state.queries = queries
    return app


def _icon(request: Request) -> Response:
    """For pages that name none: the drawing."""
    return FileResponse(_ASSETS / "icon.svg")


class _Assets(StaticFiles):
    """The styles and scripts of the pages."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """As StaticFiles has it, for what pages ask for."""
        if Path(path).suffix not in _SERVED_SUFFIXES:
            raise HTTPException(404, "There is no such file.\n")
        return await super().get_response(path, scope)
