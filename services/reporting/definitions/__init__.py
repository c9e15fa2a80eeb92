"""What somebody wants to know, said once: what is counted, by what, of whom, in which period or on which day, as known when. The
same definition has the same hash; decision record 0049."""
