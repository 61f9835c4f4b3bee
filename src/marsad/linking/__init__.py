"""Claims that tell the same: found, joined, and led back to their origins."""
