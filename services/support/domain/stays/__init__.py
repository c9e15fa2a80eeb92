"""Days at a facility: she came, she left, and how many days of meals the state pays (ND09 Điều 19, TT84).

stays         the stays of a case, and how their days are counted
stay_rules    what can be written down of them, and how many days the text that is followed pays
"""
