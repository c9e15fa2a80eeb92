"""Review rounds (rà soát): the lead asks in a month, each unit answers how many cases it holds, or that there is none."""
