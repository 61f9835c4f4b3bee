"""Numbered reports: drafted from what an archive says, checked against its passages, frozen."""
