"""Linking over an archive: kept up to date, the same in any order of arrival."""
