"""An `ArticleRecord` as one line of JSON and back: what stands between stage 1 and stage 2 on disk.

The form follows the dataclasses of `kg.model` by their type hints, so a new field there needs nothing
here. A field that has its default is left out, keys are sorted: equal records give equal lines.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from kg.errors import KgError
from kg.model import ArticleRecord, Document

_BASIC = {str: "text", int: "a whole number", bool: "true or false", type(None): "null"}


def dumps(record: ArticleRecord) -> str:
    """One line of JSON, without its line end; `loads` gives the equal record back."""
    return _ENCODER.encode(record)


def loads(line: str) -> ArticleRecord:
    """The record that `dumps` wrote; raises `KgError` that names the field when it can't be one."""
    record: ArticleRecord = _read(line, ArticleRecord, lambda value: value)
    return record


def loads_whole(line: str) -> ArticleRecord:
    """As `loads`; raises `KgError` also where entities or stretches of text are named that aren't there."""
    record = loads(line)
    if fault := next(_inconsistencies(record), None):
        raise KgError(f"not a record: {fault}")
    return record


def document_of(line: str) -> Document:
    """The article of a record, whatever the rest of it is: that of another version, perhaps.

    Raises `KgError` as `loads` does.
    """
    document: Document = _read(line, Document, lambda value: value.get("document"))
    return document


def _read(line: str, kind: type, part: Callable[[Any], Any]) -> Any:
    try:
        value = json.loads(line)
        if "\\ud" in line.lower():  # half of a pair of surrogates may stand there alone
            json.dumps(value, ensure_ascii=False).encode()
    except RecursionError:
        raise KgError("not a record: nested too deeply") from None
    except UnicodeEncodeError:
        raise KgError("not a record: not Unicode") from None
    except ValueError as error:
        raise KgError(f"not a record: not JSON ({error})") from None
    try:
        return _reader(kind)(part(value))
    except (_WrongError, AttributeError) as error:
        raise KgError(f"not a record: {error}") from None


def _inconsistencies(record: ArticleRecord) -> Iterator[str]:
    """Yield what refers to an entity or a stretch of text that the record doesn't have."""
    entities: list[tuple[str, int | None]] = []
    spans: list[tuple[str, int, int]] = []
    for number, entity in enumerate(record.entities):
        entities.append((f"entities[{number}].owner", entity.owner))
    for number, mention in enumerate(record.mentions):
        entities.append((f"mentions[{number}].entity", mention.entity))
        spans.append((f"mentions[{number}]", mention.start, mention.end))
    for number, proposition in enumerate(record.propositions):
        where = f"propositions[{number}]"
        entities.append((f"{where}.speaker", proposition.speaker))
        spans.append((where, proposition.start, proposition.end))
        for argument in proposition.arguments:
            entities += ((f"{where}.arguments", entity) for entity in argument.entities)
    for number, finding in enumerate(record.findings):
        where = f"findings[{number}]"
        entities += ((f"{where}.subject", finding.subject), (f"{where}.speaker", finding.speaker))
        if isinstance(finding.object, int):
            entities.append((f"{where}.object", finding.object))
        spans.append((where, finding.start, finding.end))
    for number, quotation in enumerate(record.quotations):
        where = f"quotations[{number}]"
        entities.append((f"{where}.speaker", quotation.speaker))
        spans.append((where, quotation.start, quotation.end))
        spans.append((where, quotation.evidence_start, quotation.evidence_end))
    known, length = len(record.entities), len(record.document.text)
    for where, index in entities:
        if index is not None and not 0 <= index < known:
            yield f"{where}: there is no entity {index}"
    for where, start, end in spans:
        if not 0 <= start <= end <= length:
            yield f"{where}: characters {start} to {end} are not in the text"


class _WrongError(ValueError):
    """A value that doesn't fit its type; knows the way from the record to it."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault
        self.path: list[str] = []

    def __str__(self) -> str:
        return f"{''.join(reversed(self.path)).lstrip('.')}: {self.fault}".lstrip(": ")


def _given(value: Any) -> dict[str, Any]:
    """The fields of a dataclass that differ from their defaults, by name."""
    found = {}
    for name, default in _defaults(value.__class__):
        item = getattr(value, name)
        if item is not default and (item != default or type(item) is not type(default)):
            found[name] = item
    return found


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    """Each field of a dataclass with its default, or `MISSING`; by name."""
    return tuple((field.name, field.default) for field in sorted(fields(kind), key=lambda field: field.name))


# The encoder writes tuples as lists by itself and asks only for what it doesn't know: our dataclasses.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_given)


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """The function that turns plain JSON into a value of this type, or raises `_WrongError`."""
    origin = get_origin(hint)
    if is_dataclass(hint) and isinstance(hint, type):
        return _dataclass_reader(hint)
    if origin is tuple:
        return _tuple_reader(_reader(get_args(hint)[0]))
    if origin is Literal:
        return _literal_reader(get_args(hint))
    if origin in (Union, types.UnionType):
        return _union_reader([_reader(option) for option in get_args(hint)])
    return _basic_reader(hint)


def _basic_reader(kind: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise _WrongError(f"{value!r:.60} is not {_BASIC[kind]}")
        return value

    return read


def _literal_reader(allowed: tuple[str, ...]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if not isinstance(value, str) or value not in allowed:
            raise _WrongError(f"{value!r:.60} is none of {', '.join(allowed)}")
        return value

    return read


def _union_reader(readers: list[Callable[[Any], Any]]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        faults = []
        for reader in readers:
            try:
                return reader(value)
            except _WrongError as error:
                faults.append(error)
        # The fault that lies deepest tells most: inside the one option that nearly fitted.
        raise max(faults, key=lambda fault: len(fault.path))

    return read


def _tuple_reader(reader: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if not isinstance(value, list):
            raise _WrongError(f"{value!r:.60} is not a list")
        items = []
        for number, item in enumerate(value):
            try:
                items.append(reader(item))
            except _WrongError as error:
                error.path.append(f"[{number}]")
                raise
        return tuple(items)

    return read


def _dataclass_reader(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = {name: _reader(hints[name]) for name, _ in _defaults(kind)}
    needed = {name for name, default in _defaults(kind) if default is MISSING}

    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise _WrongError(f"{value!r:.60} is not an object")
        if missing := sorted(needed - value.keys()):
            raise _WrongError(f"{missing[0]!r} is missing")
        if unknown := sorted(value.keys() - readers.keys()):
            raise _WrongError(f"{unknown[0]!r} is unknown")
        found = {}
        for name, item in value.items():
            try:
                found[name] = readers[name](item)
            except _WrongError as error:
                error.path.append(f".{name}")
                raise
        return kind(**found)

    return read
