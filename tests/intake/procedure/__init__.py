"""The table of the procedure: command × state × role, kept as data with its articles, and what is made of it for tests.

Written from the law and the plan, not from the code; `services` never imports it. One block for each command, in the
files of `case/`; `case/files.yaml` prepares a file for each state, `case/rules.yaml` says on what each refusal rests,
`case/who.yaml` who works in intake and who does not. A page of it in Vietnamese, for those who must check it:

    .venv/bin/python -m tests.intake.procedure
"""
