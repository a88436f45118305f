"""The settings window. Everything in it works at once; there is nothing to save."""
