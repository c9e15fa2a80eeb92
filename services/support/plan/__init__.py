"""The plan's own work: what every agency and unit does of it, every week, with nobody's case in it.

rooms         what the wing consists of, one line for each room
room          what a room brings to the service
app, pages    the desks and the pages of each room
projections   what is kept of it for lists
messages, policies   what agencies tell each other of it
domain        its rules, a room for each matter
"""
