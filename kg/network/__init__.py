"""The graph as a network of things: what is drawn, and what other programs measure."""
