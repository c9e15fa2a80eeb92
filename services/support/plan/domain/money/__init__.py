"""Money of the plan: each unit and agency has one budget for each budget year, finance has the one of the town.

commitment  a line of a budget, and a row of its table
budget      the budget of a unit or an agency, and how it is folded
coverage    which commitments have their money, which wait for it
commands, events, rules, settling
town        the estimates of the whole town at finance, and what the People's Council allocated
town_commands, town_events, town_rules
"""
