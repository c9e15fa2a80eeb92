"""Inspections: what was looked at, what was found, and what has to be put right, until somebody looked again.

events, commands   what can have happened in the file of an inspection, and what can be asked of it
inspection, rules  what the file says, and what may follow
asked              a remedy at the office that has to carry it out
"""
