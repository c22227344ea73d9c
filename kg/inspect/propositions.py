"""The propositions of a record as JSON: what `kg propositions --format jsonl` prints."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kg.model import ArticleRecord, Proposition


def lines(record: ArticleRecord, *, line: int | None = None) -> Iterator[str]:
    """Yield one JSON object for each proposition, in the order of the text, with its keys sorted.

    `line` is the number of the line that is the article, where each line is one.
    """
    seen = set()
    for proposition in record.propositions:
        said = (proposition.kind, proposition.predicate_start, proposition.arguments, proposition.polarity)
        if said not in seen:  # "stepped down" is read as "step down" and as "step"
            seen.add(said)
            item = _object(proposition, record) | ({} if line is None else {"line": line})
            yield json.dumps(item, ensure_ascii=False, sort_keys=True)


def _object(proposition: Proposition, record: ArticleRecord) -> dict[str, Any]:
    speaker = proposition.speaker
    return {
        "start": proposition.start,
        "end": proposition.end,
        "kind": proposition.kind,
        "predicate": proposition.predicate,
        "predicate_start": proposition.predicate_start,
        "predicate_end": proposition.predicate_end,
        "arguments": [
            {"role": a.role, "text": a.text, "start": a.start, "end": a.end} for a in proposition.arguments
        ],
        "polarity": proposition.polarity,
        "modality": proposition.modality,
        "asserted": proposition.asserted,
        "speaker": record.entities[speaker].name if speaker is not None else None,
        "date": proposition.date,
        "rules": proposition.rules,
    }
