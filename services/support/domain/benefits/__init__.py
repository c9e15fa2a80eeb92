"""A benefit of the law from the application to the money in her hands: guided, applied for, appraised, decided, paid.

claims, claim_rules              at the lead: each application through appraisal and decision, part of the case's file
application, application_rules   at the commune: received at its one-stop desk, confirmed, sent
orders, payment                  at whoever pays: ordered by the decision, checked against the register, paid, signed for
reservations                     the lead's register: one person gets one benefit once in a period, whoever asks
"""
