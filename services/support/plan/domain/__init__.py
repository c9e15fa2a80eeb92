"""The rules of the plan's own work: pure, a room for each matter."""
