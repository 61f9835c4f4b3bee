"""Naming: whom the words of a document mean, with what the whole of it tells."""
