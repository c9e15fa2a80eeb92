"""Training: who supports victims at each agency and unit, which classes there are, who attended, and what target T3 comes to.

Two kinds of file. An officer's line of the roster (`support.officer`) is about a person and has keys of its own; a class
(`support.training`) knows officers by their random ids alone.
"""
