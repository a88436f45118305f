"""The same monitor, text out. This room never imports the Qt room."""
