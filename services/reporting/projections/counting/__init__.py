"""What is counted, on two clocks: what was true on a day, as it was known on a day. A question says what is counted and by
what; its answer for any two days is one look into a table."""
