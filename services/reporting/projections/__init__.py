"""What reporting keeps of the journals it hears, and what it makes of them: persons, waits, sentences."""
