"""What can be told of a query from its words alone: its form, what it may not do, where it goes wrong.

The parser in pyoxigraph says where it gave up, which is often not where the fault is, and lists the
letters it would have liked. Here the query is cut into tokens, and what people get wrong is looked for:
an unclosed string, a bracket, a prefix, a word that SPARQL doesn't have.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

_TOKEN = re.compile(
    r"""
      (?P<space>    \s+ | \#[^\n\r]* )
    | (?P<iri>      <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*> )
    | (?P<delimited> ["'<] )
    | (?P<variable> [?$]\w+ )
    | (?P<blank>    _:[\w.\-]*\w )
    | (?P<name>     (?:[^\W\d_](?:[\w.\-]*[\w\-])?)?:(?:(?:[\w:\-]|%[0-9A-Fa-f]{2}|\\.)
                        (?:(?:[\w:.\-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:\-]|%[0-9A-Fa-f]{2}|\\.))?)? )
    | (?P<language> @[A-Za-z]+(?:-+[A-Za-z0-9]+)* )
    | (?P<number>   (?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)? )
    | (?P<run>      [^\W\d_][\w.\-]* )
    | (?P<word>     [^\W\d]\w* )
    | (?P<sign>     . )
    """,
    re.VERBOSE | re.DOTALL,
)
#: What letters, points and hyphens are where no colon makes a name of them.
_RUN = re.compile(
    r"(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)|(?P<word>[^\W\d]\w*)|(?P<sign>.)", re.DOTALL
)
#: By its opening, what ends with a sign of its own, or never does; the longer opening first.
_DELIMITED = {
    '"""': ("string", re.compile(r'"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*+("{3})?', re.DOTALL)),
    "'''": ("string", re.compile(r"'{3}(?:[^'\\]|\\.|'{1,2}(?!'))*+('{3})?", re.DOTALL)),
    '"': ("string", re.compile(r'"(?:[^"\\\n\r]|\\.)*+(")?', re.DOTALL)),
    "'": ("string", re.compile(r"'(?:[^'\\\n\r]|\\.)*+(')?", re.DOTALL)),
    "<": ("bad_iri", re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*:[^>\n]*+(>)?")),
}
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = (*"INSERT DELETE LOAD CLEAR CREATE DROP COPY MOVE ADD WITH".split(),)
_FUNCTIONS = frozenset(
    """
    ABS AVG BNODE BOUND CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE DAY ENCODE_FOR_URI EXISTS FLOOR
    GROUP_CONCAT HASLANG HASLANGDIR HOURS IF IN IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISTRIPLE ISURI
    LANG LANGDIR LANGMATCHES LCASE MAX MD5 MIN MINUTES MONTH NOW OBJECT PREDICATE RAND REGEX REPLACE
    ROUND SAMETERM SAMPLE SECONDS SHA1 SHA256 SHA384 SHA512 STR STRAFTER STRBEFORE STRDT STRENDS
    STRLANG STRLANGDIR STRLEN STRSTARTS STRUUID SUBJECT SUBSTR SUM TIMEZONE TRIPLE TZ UCASE URI UUID
    YEAR
    """.split()
)
_KEYWORDS = frozenset(
    """
    A AS ASC ASK BASE BIND BY CONSTRUCT DESC DESCRIBE DISTINCT FALSE FILTER FROM GRAPH GROUP HAVING
    LATERAL LIMIT MINUS NAMED NOT OFFSET OPTIONAL ORDER PREFIX REDUCED SELECT SEPARATOR SERVICE
    SILENT TRUE UNDEF UNION VALUES VERSION WHERE
    """.split()
)
_PAIRS = {"{": "}", "(": ")", "[": "]"}
_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)
#: Not read as letters of keywords by this version of pyoxigraph, but SPARQL 1.1 has it so.
_ESCAPED = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U000[0-9A-Fa-f]{5}|\\U0010[0-9A-Fa-f]{4}")
_UNSUPPORTED = re.compile(r"The custom (?:aggregate )?function <(.*)> is not supported")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a query, or a sign: what kind it is, and where it starts."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset after it."""
        return self.start + len(self.text)

    @property
    def word(self) -> str:
        """In capitals where it is a bare word, nothing elsewhere."""
        return self.text.upper() if self.kind == "word" else ""


@dataclass(frozen=True, slots=True)
class Form:
    """What kind of query it is."""

    verb: str  #: SELECT, ASK, CONSTRUCT, DESCRIBE, that of an update, or nothing where there is none
    own_dataset: bool  #: whether it says with FROM which graphs it is about


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a query, and the offset at which it is; None where there is no one place."""

    text: str
    at: int | None
    changes: bool = False  #: whether it would change the graph

    def told(self, name: str, query: str) -> str:
        """For people: the fault with its line, the line itself, and a caret under the place."""
        if self.at is None:
            return f"{name}: {self.text}"
        row = query.count("\n", 0, self.at) + 1
        start = query.rfind("\n", 0, self.at) + 1
        line = _on_one_line(query[start:].partition("\n")[0].rstrip())
        width = cell_width(_on_one_line(query[start : self.at]))
        return f"{name}: line {row}: {self.text}\n  {line}\n  {' ' * width}^"


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query in their order, without spaces and comments; in linear time."""
    at, unclosed = 0, dict.fromkeys(_DELIMITED, 0)
    while match := _TOKEN.match(query, at):
        start, at = at, match.end()
        kind = match.lastgroup or "sign"
        if kind == "run":
            for part in _RUN.finditer(query, start, at):
                yield Token(part.lastgroup or "sign", part.group(), part.start())
        elif kind == "delimited":
            kind, at = _delimited(query, start, unclosed)
            yield Token(kind, query[start:at], start)
        elif kind != "space":
            yield Token(kind, match.group(), start)


def _delimited(query: str, start: int, unclosed: dict[str, int]) -> tuple[str, int]:
    """The kind and the end of the token that a quotation mark or "<" starts.

    `unclosed`: by opening, the offset up to which none is closed, for who looked once needn't look again:
    what comes before it and opens too can only be escaped in the one that was looked at, so it ends as late.
    """
    for opening, (kind, pattern) in _DELIMITED.items():
        if start >= unclosed[opening] and query.startswith(opening, start):
            if (match := pattern.match(query, start)) and match[1]:
                return kind, match.end()
            if match:
                unclosed[opening] = match.end()
    return ("sign" if query[start] == "<" else "open_string"), start + 1


def form(query: str) -> Form:
    r"""The kind of a query, which may be wrong in other ways.

    >>> form("PREFIX select: <http://a/> # ask\nASK { }").verb
    'ASK'
    """
    words = [token.word for token in tokens(query)]
    verb = next((word for word in words if word in _FORMS or word in _UPDATES), "")
    return Form(verb, "FROM" in words)


def refused(query: str) -> Fault | None:
    """Why a query is not even tried: it would change the graph, or ask another server over the network."""
    for token in tokens(query):
        if token.word in _UPDATES:
            return Fault(
                f"{token.word} would change the graph, which is only read here;"
                " `kg add` and `kg remove` change its articles",
                token.start,
                changes=True,
            )
        if token.word in _FORMS:
            break
    unescaped = _ESCAPED.sub(lambda match: chr(int(match[0][2:], 16)), query)
    for text in dict.fromkeys((query, unescaped)):
        for token in tokens(text):
            if token.word == "SERVICE":
                at = token.start if text == query else None
                return Fault("SERVICE would ask another server; nothing here goes over a network", at)
    return None


def point(query: str, message: str, prefixes: Mapping[str, str]) -> Fault:
    """The fault behind a message of the parser; `prefixes` are those that need no declaring."""
    found = list(tokens(query))
    if not found:
        return Fault("empty", None)
    unsupported = _UNSUPPORTED.match(message)
    if unsupported:
        return _unsupported(found, unsupported[1], prefixes)
    place = _PLACE.match(message)
    if place is None:
        return Fault(message, None)
    for look in (_open_string, _bad_words, _bad_iri, _brackets, _ungrouped):
        if fault := look(found, message, prefixes):
            return fault
    return Fault("not SPARQL from here on", _given_up(query, found, place))


def declared(query: str) -> dict[str, str]:
    """The prefixes that a query declares, with their IRIs."""
    return _declared(list(tokens(query)))


def cell_width(text: str) -> int:
    """The columns that a text takes on a terminal: two for wide letters, none for accents on their own."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


# ------------------------------------------------------------------------------------- what is wrong


def _open_string(found: Sequence[Token], message: str, prefixes: Mapping[str, str]) -> Fault | None:
    """A quote that starts no string, or three that start no long one."""
    for before, token in pairwise([Token("", "", 0), *found]):
        long = before.text in {'""', "''"} and before.end == token.start and token.text[0] == before.text[0]
        if token.kind == "open_string" or long:
            return Fault("a string that is never closed", before.start if long else token.start)
    return None


def _bad_words(found: Sequence[Token], message: str, prefixes: Mapping[str, str]) -> Fault | None:
    """The first word that SPARQL doesn't have, or name whose prefix isn't known."""
    known = {*prefixes, *_declared(found)}
    for place, token in enumerate(found):
        before = found[place - 1].word if place else ""
        after = found[place + 1].text if place + 1 < len(found) else ""
        if token.kind == "name" and before != "PREFIX" and token.text.partition(":")[0] not in known:
            return Fault(f"{token.text.partition(':')[0]}: is a prefix that nothing declares", token.start)
        if token.kind != "word" or token.word in _KEYWORDS:
            continue
        if before == "PREFIX":
            return Fault(f"a prefix ends with a colon, as in {token.text}:", token.start)
        if token.word in _FUNCTIONS:
            continue
        if after == "(":
            return Fault(f"no function is called {token.text}{_meant(token, _FUNCTIONS)}", token.start)
        hint = _meant(token, _KEYWORDS | _FUNCTIONS) or f"; a variable would be ?{token.text}"
        return Fault(f"{token.text} is no word of SPARQL{hint}", token.start)
    return None


def _meant(token: Token, known: Collection[str]) -> str:
    close = difflib.get_close_matches(token.word, sorted(known), n=1, cutoff=0.7)
    return f"; did you mean {close[0]}?" if close else ""


def _bad_iri(found: Sequence[Token], message: str, prefixes: Mapping[str, str]) -> Fault | None:
    relative = "IRI parsing failed" in message and not any(token.word == "BASE" for token in found)
    for token in found:
        if token.kind == "bad_iri":
            bad = next(
                letter for letter in token.text[1:-1] if letter in ' \t\r<"{}|^`\\' or ord(letter) < 32
            )
            what = "a space" if bad.isspace() else bad
            return Fault(f"an IRI can't hold {what}", token.start)
        if relative and token.kind == "iri" and not re.match(r"<[A-Za-z][A-Za-z0-9+.\-]*:", token.text):
            return Fault("an IRI that begins with no scheme (as https:), and no BASE", token.start)
    return None


def _brackets(found: Sequence[Token], message: str, prefixes: Mapping[str, str]) -> Fault | None:
    still_open: list[Token] = []
    for token in found:
        if token.kind != "sign":
            continue
        if token.text in _PAIRS:
            still_open.append(token)
        elif token.text in _PAIRS.values():
            if not still_open:
                return Fault(f"this {token.text} closes nothing", token.start)
            due = _PAIRS[still_open.pop().text]
            if due != token.text:
                return Fault(f"{token.text} where {due} is due", token.start)
    if still_open:
        return Fault(f"this {still_open[-1].text} is never closed", still_open[-1].start)
    return None


def _ungrouped(found: Sequence[Token], message: str, prefixes: Mapping[str, str]) -> Fault | None:
    """A selected variable beside a count or a group that it is no part of."""
    select = next((place for place, token in enumerate(found) if token.word == "SELECT"), None)
    if select is None:
        return None
    if "not authorized with GROUP BY" in message:
        return Fault("* can't be selected from groups: name the variables", found[select + 1].start)
    if "variable that is unbound" not in message:
        return None
    grouped = _grouped(found)
    depth = 0
    for token in found[select + 1 :]:
        depth += (token.text == "(") - (token.text == ")")
        if token.text == "{" or token.word in {"WHERE", "FROM"}:
            break
        if not depth and token.kind == "variable" and token.text[1:] not in grouped:
            return Fault(f"{token.text} is a variable that is neither grouped nor counted", token.start)
    return Fault("a variable that is neither grouped nor counted", found[select].start)


def _grouped(found: Sequence[Token]) -> set[str]:
    """The names of all variables that any GROUP BY is about."""
    names, inside = set(), False
    for before, token in pairwise(found):
        if before.word == "GROUP" and token.word == "BY":
            inside = True
        elif token.word in {"HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"} or token.text == "}":
            inside = False
        elif inside and token.kind == "variable":
            names.add(token.text[1:])
    return names


def _unsupported(found: Sequence[Token], function: str, prefixes: Mapping[str, str]) -> Fault:
    """A function by its IRI, which is a name with a prefix in most queries."""
    known = {**prefixes, **_declared(found)}
    for token in found:
        prefix, _, local = token.text.partition(":")
        full = known.get(prefix, "") + local if token.kind == "name" else token.text[1:-1]
        if token.kind in {"name", "iri"} and full == function:
            return Fault(f"no function is called {token.text}", token.start)
    return Fault(f"no function is called <{function}>", None)


def _declared(found: Sequence[Token]) -> dict[str, str]:
    """The prefixes that a query declares, with their IRIs."""
    return {
        name.text[:-1]: iri.text[1:-1]
        for word, name, iri in zip(found, found[1:], found[2:], strict=False)
        if word.word == "PREFIX" and name.kind == "name" and name.text.endswith(":")
    }


def _given_up(query: str, found: Sequence[Token], place: re.Match[str]) -> int:
    """The offset at which the parser gave up, from its line and column.

    It tries a keyword by taking as many letters as that has, so the column is the one after them.
    """
    starts = [0, *(match.end() for match in re.finditer("\n", query))]
    row = min(int(place[1]), len(starts))
    at = starts[row - 1] + int(place[2]) - 1 if row == int(place[1]) else len(query)
    expected = re.findall(r"\"(?:[^\"\\]|\\.)*\"|\[[^]]*\]|[^,\s][^,]*", place[3])
    words = [len(one) for one in expected if re.fullmatch(r"\w+", one)]
    if words and len(words) == sum(one != "[_]" for one in expected):
        at -= min(words)
    return next((max(token.start, 0) for token in found if token.end > at), found[-1].end)


def _on_one_line(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)
