"""A unit's own plan: drafted, issued in versions, sent, commented on by the lead or found complete."""
