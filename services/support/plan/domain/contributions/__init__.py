"""Contributions (II.7.b): money, goods and skills that donors promise, as they are received, used, and thanked for.

donor      who gives: a file of its own, with keys of its own
gift       one contribution in figures, and how it is folded
account    what came in, what went out, what is left of it on a day
steps      what is to be done next
small      which numbers of people may be published
commands, events, rules
"""
