"""The reports of a unit: written from its book, sent, received by the lead or returned; a supplement replaces the figures."""
