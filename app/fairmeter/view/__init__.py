"""What a face shows, as values: words, rows, icon faces, scales. Painters and terminals draw them."""
