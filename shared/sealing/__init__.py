"""Sealing: what is written about a person can be read only with a key that can be given, taken back and destroyed."""
