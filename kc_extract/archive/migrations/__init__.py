"""The steps from one form of a SQL archive to the next."""
