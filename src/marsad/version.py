"""The version of the code, written once."""

__version__ = "0.1.0"
