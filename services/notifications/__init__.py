"""Who must be told, what is due, what is late: in the words of the officer who has the ball."""
