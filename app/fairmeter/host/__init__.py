"""This desktop: where Fairmeter keeps its files and how it fits in with the session."""
