"""Which statements say the same thing, and which cannot both be right."""
