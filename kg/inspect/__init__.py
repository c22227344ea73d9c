"""Checking a built graph: why it says what it says, what it lacks, what changed, whether it is whole."""
