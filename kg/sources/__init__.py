"""Sources: files in, documents out."""
