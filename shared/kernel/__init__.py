"""What every domain may import, and all it may import: nothing here reads a clock, a file or a network."""
