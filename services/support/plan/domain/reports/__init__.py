"""What every unit hands in under the plan: its own plan, its reports, its answers to review rounds; what the lead makes of it.

words      the ids of these files, who is meant by a code, the small words
figures    what a book of activities amounts to in a period, and sums of that
plans      a unit's own plan: commands, events, the file, its rules
unit_reports   the same of its reports
rounds     the same of review rounds
urging     the same of letters that urge those who are late
town       the same of the consolidated report and of what the Chairman is told
handed_in  who has to hand in what, and who is late
target     the first target of the plan: which units implement it
"""
