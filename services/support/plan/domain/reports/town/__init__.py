"""What the lead reports for the town: the consolidated report, and what the Chairman is told regularly."""
