"""Puts a town on its feet: the real parts it stands on, and all that its profile implies for them."""
