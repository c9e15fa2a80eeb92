"""Reporting: figures, who holds the ball, and one timeline of a case over all agencies, from the journals alone."""
