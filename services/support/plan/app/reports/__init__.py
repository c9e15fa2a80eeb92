"""The desks of what is handed in, one a file: own plans, reports, review rounds, letters that urge, the reports of the town."""
