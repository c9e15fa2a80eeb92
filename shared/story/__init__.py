"""What happened, as people read it: each entry in a Vietnamese sentence, and the way of a case over all agencies."""
