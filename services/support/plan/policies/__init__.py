"""Whenever another agency tells us something of the plan's work, this is what we do about it."""
