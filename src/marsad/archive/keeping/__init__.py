"""Archives copied, checked, mended, and carried from one database to another."""
