"""Courses of events: propositions of the same actors and places on days that follow."""
