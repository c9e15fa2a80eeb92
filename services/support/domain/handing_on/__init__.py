"""A support file goes to somebody else who leads: to another agency of the town, or to another place by letter.

commands, events   what is asked and what happened, part of the lead's file
handing            how far that is, and its rules
request            at the agency that is asked to lead: taken over, or given back with the reason
"""
