"""The steps from one layout of the archive to the next, run by the program (Alembic)."""
