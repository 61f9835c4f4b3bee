"""Bytes to documents: files, folders and pipes, in the encodings that newsrooms really have."""
