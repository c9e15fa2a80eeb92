"""Difficulties (vướng mắc) from the day one is raised to the day it is settled, the same at whoever raised it and at the lead.

words       how far one can be, and who holds it
file        one difficulty, and how it is folded
clocks      how long it takes, and where it waits
commands, events, rules

It stands here and not in the wing of the plan's work, since it is raised from the page of a case too.
"""
