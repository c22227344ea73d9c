"""Questions to a built graph: SPARQL on the embedded store."""
