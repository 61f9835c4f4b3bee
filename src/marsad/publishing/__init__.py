"""Analyses to what people and programs read: JSON lines, a page, a table, brat standoff."""
