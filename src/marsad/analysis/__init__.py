"""One module a finding; ``analyse`` is the order of the work."""
