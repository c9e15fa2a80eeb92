"""What happens after help has begun: her goals, visits on an agreed schedule, the risk of being trafficked again, how far
she is at home again, and a death.

events     what can have happened
commands   what an officer can ask
track      where the following of a case stands after all of it
rules      which of it may be done, and when
ending     whether a case may be closed, and what a death closes
"""
