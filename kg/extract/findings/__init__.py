"""Findings: propositions in the terms of the ontology, made of a record and the lexicon alone."""

from kg.extract.findings.matching import Matcher, find

__all__ = ["Matcher", "find"]
