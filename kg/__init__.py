"""From news articles to a knowledge graph in which every fact names the sentence that says so.

The data and the errors are here; what works on them is in the modules, none of which is loaded until it is
asked for:

    from kg.build.pipeline import build           # articles → the files of a graph
    from kg.query.answers import open_store, run  # a built graph → answers
    from kg.extract import Extractor              # one article → its ArticleRecord
    from kg.resolve import resolve                # records → KnowledgeGraph
"""

from kg.errors import InputError, KgError, ModelError, OntologyError, OutputError, QueryError
from kg.model import ArticleRecord, Claim, Document, Entity, Evidence, KnowledgeGraph, QuotedText, Value

__version__ = "0.2.0"
__all__ = [
    "ArticleRecord",
    "Claim",
    "Document",
    "Entity",
    "Evidence",
    "InputError",
    "KgError",
    "KnowledgeGraph",
    "ModelError",
    "OntologyError",
    "OutputError",
    "QueryError",
    "QuotedText",
    "Value",
]
