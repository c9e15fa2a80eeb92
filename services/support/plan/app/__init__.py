"""The desks of the plan's work: what every kind of file there has in common, and what each adds."""
