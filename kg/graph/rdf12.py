"""The graph in RDF 1.2: what a claim says is one triple term, which the claim reifies.

    claim:… rdf:reifies <<( entity:kamala-harris kg:called entity:donald-trump )>> ; kg:polarity …

In place of rdf:subject, rdf:predicate and rdf:object. A triple term asserts nothing, as a claim doesn't;
facts are plain triples beside it, as ever. Named graphs, and all that isn't a claim, stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from kg.graph.iris import RDF
from kg.graph.serialize import serialize

_TYPE, _REIFIES, _STATEMENT = (NamedNode(RDF + name) for name in ("type", "reifies", "Statement"))
_PARTS = tuple(NamedNode(RDF + name) for name in ("subject", "predicate", "object"))

Key = tuple[object, object]


def rdf12(quads: Iterable[Quad], *, prefixes: Mapping[str, str]) -> bytes:
    """The quads as TriG 1.2, sorted as graph.trig is."""
    return b'VERSION "1.2"\n' + serialize(reified(quads), "trig", prefixes=prefixes)


def reified(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads, with a triple term for the subject, predicate and object of each claim.

    What lacks one of the three, or has two of one, stays as it is.
    """
    rest: list[Quad] = []
    parts: dict[Key, list[Quad]] = {}
    for quad in quads:
        if quad.predicate in _PARTS:
            parts.setdefault((quad.graph_name, quad.subject), []).append(quad)
        else:
            rest.append(quad)
    claims = set()
    for key, found in parts.items():
        term = _term(found)
        if term:
            claims.add(key)
            yield Quad(found[0].subject, _REIFIES, term, found[0].graph_name)
        else:
            yield from found
    for quad in rest:
        old = quad.predicate == _TYPE and quad.object == _STATEMENT
        if not (old and (quad.graph_name, quad.subject) in claims):
            yield quad


def _term(found: list[Quad]) -> Triple | None:
    by_part = {quad.predicate: quad.object for quad in found}
    if len(found) != len(_PARTS) or len(by_part) != len(_PARTS):
        return None
    subject, predicate, target = (by_part[part] for part in _PARTS)
    if isinstance(subject, NamedNode | BlankNode) and isinstance(predicate, NamedNode):
        return Triple(subject, predicate, target)
    return None
