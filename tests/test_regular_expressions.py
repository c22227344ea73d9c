"""No regular expression of ours takes for ever: each is tried on texts made to keep it busy.

Articles, names and queries are strangers' texts. A text of twice the length may take twice the time; an
expression that takes four times as long (`x+x+$`, or `x*y` searched from every x) has no end on a long one.
"""

import ast
import importlib
import re
import signal
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent
PARTS = ["sources", "extract", "build", "resolve", "ontology", "graph", "storage"]
PARTS += ["query", "server", "network", "page", "inspect", "load", "cli"]
METHODS = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
UNITS = [*" \t\n\u00a0aZé_0.,-'\"“’`(<>#/:;|", "\r\n", "a ", "Aa ", "1,", "re-"]
LENGTH = 4_000  #: characters, for which a quadratic one takes eight million steps: some milliseconds
SUSPECT = 0.001  #: seconds: a linear one takes a tenth of it
Expression = tuple[str, str, int, str]  #: where, pattern, flags, method


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def files() -> list[Path]:
    return [file for part in PARTS for file in sorted((PACKAGE / part).rglob("*.py"))]


def expressions() -> Iterator[Expression]:
    """Every pattern with the methods it is called by: constants of modules, and what stands in a call."""
    for file in files():
        where = file.relative_to(PACKAGE.parent).with_suffix("")
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).removeprefix("re.") in METHODS - {
                "compile"
            }:
                called = ast.unparse(node.func)
                if called.startswith("re.") and isinstance(node.args[0], ast.Constant):
                    flags = sum(
                        getattr(re, name).value for name in re.findall(r"re\.([A-Z]+)", ast.unparse(node))
                    )
                    yield f"{where}:{node.lineno}", node.args[0].value, flags, called[3:]
        module = importlib.import_module(".".join(where.parts).removesuffix(".__init__"))
        for name, value in vars(module).items():
            for pattern in patterns(value):
                for method in used(name):
                    yield f"{where}.{name}", pattern.pattern, pattern.flags, method


def patterns(value: object) -> Iterator["re.Pattern[str]"]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, dict):
        yield from (found for item in value.values() for found in patterns(item))
    elif isinstance(value, tuple | list):
        yield from (found for item in value for found in patterns(item))


@cache
def attributes() -> dict[str, set[str]]:
    """What is asked of each name, anywhere: `_DATES.search` and `tables._DATES.sub` give search and sub."""
    found: dict[str, set[str]] = {}
    for file in files():
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
                name = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
                found.setdefault(name, set()).add(node.attr)
    return found


def used(name: str) -> set[str]:
    """The methods that a constant of this name is called by; `search`, the dearest, if unknown."""
    return attributes().get(name, set()) & METHODS or {"search"}


def openings(pattern: str) -> Iterator[str]:
    """Texts that get a match as far as one of its repetitions."""
    yield ""
    for length in range(1, len(pattern)):
        if pattern[length] in "+*{?":
            yield from re.findall(r"[\w<>#=“\"'. -]+", pattern[:length])[-1:]
    yield from ("# a", "X Y ", "1-1-", "ZURICH, March 5 (AP", "Sunday, ", "<meta ", "5", "a's ")


class OverError(Exception):
    """It takes too long to wait for."""


def seconds(call: Callable[[str], object], text: str) -> float:
    """How long a call takes, at best of three; at most half a second of it, for some never end."""

    def stop(*_: object) -> None:
        raise OverError

    best = float("inf")
    before = signal.signal(signal.SIGVTALRM, stop)
    try:
        for _ in range(3):
            signal.setitimer(signal.ITIMER_VIRTUAL, 0.5)
            started = time.process_time()
            call(text)
            best = min(best, time.process_time() - started)
            if best < SUSPECT:
                break
    except OverError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return best


def superlinear(pattern: str, flags: int, method: str) -> str | None:
    """A text on which the expression takes more than twice the time for twice the length, if one is found."""
    if not re.search(r"[+*{]", pattern):
        return None
    compiled = re.compile(pattern, flags)

    def call(text: str) -> None:
        if method in ("sub", "subn"):
            compiled.sub("", text)
        elif method == "finditer":
            list(compiled.finditer(text))
        else:
            getattr(compiled, method)(text)

    for opening in dict.fromkeys(openings(pattern)):
        for unit in dict.fromkeys([*UNITS, opening] if opening else UNITS):
            for closing in ("\0", "x"):
                once = opening + unit * (LENGTH // len(unit)) + closing
                twice = opening + unit * (2 * LENGTH // len(unit)) + closing
                if (short := seconds(call, once)) > SUSPECT and seconds(call, twice) > 2.8 * short:
                    return f"{opening!r} + {unit!r} × n + {closing!r}"
                if short == float("inf"):
                    return f"{opening!r} + {unit!r} × n + {closing!r}: no end"
    return None


#: Each by the first place where it stands.
ALL = {
    (pattern, flags, method): where for where, pattern, flags, method in sorted(expressions(), reverse=True)
}


@pytest.mark.parametrize(
    "expression", ALL, ids=[f"{where}-{method}" for (_, _, method), where in ALL.items()]
)
def test_no_expression_takes_for_ever(expression: tuple[str, int, str]) -> None:
    found = None
    for _ in range(3):  # machines are busy at times
        if (found := superlinear(*expression)) is None:
            return
    pytest.fail(found or "")


def test_the_expressions_are_found() -> None:
    assert len(ALL) > 40
    assert "kg/sources/readers._HEADING" in ALL.values()


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"^#{1,6}[ \t]+(.+?)[ \t#]*$", "search"),
        (r"\s+$", "search"),
        (r"<[^>]*>", "sub"),
        (r"(?:a|a)*b", "match"),
        (r"[A-Z][a-z]+(?: [A-Z][a-z]+)*, X", "search"),
    ],
)
def test_the_texts_find_those_that_do(pattern: str, method: str) -> None:
    assert any(superlinear(pattern, re.MULTILINE, method) for _ in range(3))  # machines are busy at times
