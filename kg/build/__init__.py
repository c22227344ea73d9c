"""Both stages over many articles: building a graph, changing it, and what a record depends on."""
