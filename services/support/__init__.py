"""Support: the casework of an agency for a person who came back, and what it is asked to do for others' cases."""
