"""SHACL shapes, applied to a graph by pySHACL."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kg.errors import OntologyError

if TYPE_CHECKING:
    import rdflib


def apply_shapes(shapes: bytes, data: rdflib.Graph) -> tuple[bool, rdflib.Graph | str]:
    """Say whether data conforms to the shapes, given in Turtle, and give SHACL's report of what doesn't.

    The report is a text where SHACL gives no graph. Raises an `OntologyError` for shapes that SHACL doesn't
    allow. Data may be changed.
    """
    import rdflib  # slow to import, as pySHACL is, and seldom needed
    from pyshacl import validate

    logging.getLogger("pyshacl-validate").disabled = True  # it prints what is raised
    graph = rdflib.Graph().parse(data=shapes, format="turtle")
    try:
        conforms, report, text = validate(data, shacl_graph=graph, inplace=True, advanced=True)
    except Exception as error:  # of which pySHACL has many kinds
        told = " ".join(f"{type(error).__name__}: {error}".split())
        raise OntologyError(f"shapes.ttl: can't be applied: {told[:200]}") from None
    return conforms, report if isinstance(report, rdflib.Graph) else text


def try_shapes(shapes: bytes) -> None:
    """Apply shapes to one node of each kind that they speak of, since SHACL reads no others.

    Raises an `OntologyError` for shapes that SHACL doesn't allow.
    """
    import rdflib

    sh, rdf = rdflib.SH, rdflib.RDF
    graph, data, node = rdflib.Graph().parse(data=shapes, format="turtle"), rdflib.Graph(), rdflib.BNode()
    for kind in {*graph.objects(predicate=sh.targetClass), *graph.subjects(rdf.type, sh.NodeShape)}:
        data.add((node, rdf.type, kind))
    for path in {*graph.objects(predicate=sh.targetSubjectsOf), *graph.objects(predicate=sh.targetObjectsOf)}:
        data.add((node, path, node))
    apply_shapes(shapes, data)
