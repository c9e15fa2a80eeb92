"""What agencies tell each other of the plan's work."""
