"""The command `kg`: reads arguments, prints, exits. Nothing else in the package does.

What a command does is imported inside it: `kg query` has no need to wait for spaCy.
"""

from kg.cli import making, asking, publishing  # isort: skip  # each adds its commands, in this order
from kg.cli.command import app, main

__all__ = ["app", "asking", "main", "making", "publishing"]
