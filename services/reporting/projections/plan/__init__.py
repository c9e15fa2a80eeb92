"""The plan's own work as reporting folds it from the journals: what of it is read, and how each file stands.

ledgers        how a file is folded: for each ledger by itself
papers         plans and reports of units
of_the_lead    review rounds, letters that urge, reports of the town
training       rosters and classes
money          the town's money as finance has it
difficulties   with the proposals made of them
inspections    and the tips about brokers
supervisions
gifts          contributions and who gives, by kind

Books of activities stand beside (`projections/books.py`): each lies in one ledger only. Nothing sealed is read here.
"""
