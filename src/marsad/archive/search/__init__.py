"""Search in an archive: words of texts, what people type, what is found, and how many."""
