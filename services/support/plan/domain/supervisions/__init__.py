"""Supervision of the plan by the Fatherland Front: what it looked at, what it recommends, and what was answered.

Nothing in these files is about a person, and there is no place to write of one: codes, days and numbers of papers only.

events, commands     what can have happened in the file of a supervision, and what can be asked of it
supervision, rules   what the file says, and what may follow
asked                a recommendation at the agency it was made to
"""
