"""Activities of the plan: each unit and agency keeps one book of them under each plan.

book       the book, and how it is folded
due        what is done and what is due of each task
commands, events, rules
"""
