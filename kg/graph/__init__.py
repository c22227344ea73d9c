"""From the knowledge graph as plain data to RDF: triples, their files, their description, their checks."""
