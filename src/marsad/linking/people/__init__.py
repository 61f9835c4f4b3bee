"""What people say of links, sources and documents, and what became of it."""
