"""The same claim, its origins, and its denials."""
