"""Findings: propositions in the terms of the ontology."""

from kg.extract.findings.matching import find

__all__ = ["find"]
