"""From news articles to a knowledge graph in which every fact names the sentence that says so."""

__version__ = "0.1.0"
