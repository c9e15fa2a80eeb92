"""The table of the procedure: command × state × role, kept as data with its articles, and what is made of it for tests.

Written from the law and the plan, not from the code; `services` never imports it. `who.yaml` says who works in intake and
who does not; for each aggregate a folder has one block for each command, a file prepared for each state (`files.yaml`), and
on what each refusal rests (`rules.yaml`). A page of it in Vietnamese, for those who must check it:

    .venv/bin/python -m tests.intake.procedure
"""
