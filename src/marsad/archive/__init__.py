"""The observatory on disk: documents with their bytes, their readings, and what people said."""
