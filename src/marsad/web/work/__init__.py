"""Work that takes long: done by one process beside the server, one errand after the other."""
