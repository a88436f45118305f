"""The Qt room: draws what the view rooms worked out, and sends the user's wishes back. Only here is Qt imported."""
