"""Proposals on the law (kiến nghị): an article that does not fit, what is proposed, and the difficulties it rests on.

file        one proposal, and how it is folded
commands, events, rules
"""
