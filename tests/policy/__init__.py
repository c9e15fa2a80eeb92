"""The profile: what it says, what is refused, who may do what."""
