"""Difficulties (vướng mắc) from the day one is raised to the day it is settled, the same at whoever raised it and at the lead.

file        one difficulty, and how it is folded
commands, events, rules

How far one can be, who holds it and how long it takes stands in the kernel (`difficulty_stages`).

It stands here and not in the wing of the plan's work, since it is raised from the page of a case too.
"""
