"""What an archive holds, for other programs: selection, entries, and a writer for each format."""
