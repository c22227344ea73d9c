"""Parsing: an article's paragraphs as dependency trees."""
