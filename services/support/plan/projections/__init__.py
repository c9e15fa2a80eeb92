"""What is kept of the plan's work for lists."""
