"""Shallow syntax: a page with word classes, noun phrases, and where contents begin and end."""
