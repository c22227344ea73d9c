"""A built graph on the web: a SPARQL endpoint, a page for each thing, the query editor, the drawing.

Stands at the end of the flow and reads a built folder only; nothing here writes. The way of a request:
`security` lets it in, `app` sends it to `sparql` or `pages`, `negotiation` chooses the form of the answer;
`graph` and `views` read the store, always by an index, and `templates/` shows what they found.
"""
