"""Unlicensed labour brokers: a tip, whoever it came to, until it was checked, forwarded and answered.

Who is accused and who told are sealed apart, with keys of their own; the file's streams are of a kind of their own.
"""
