"""The ontology folder: read, checked and hashed; its lexicon compiled; its page for people."""
