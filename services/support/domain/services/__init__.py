"""A service as its officers know it: what it is counted in, where it is given, how it can end, and that it comes in parts.

counted      what the law's lists say of a service: its measure, whether there can be more than one, its outcomes, its places
parts        one time of several: what an agency writes down, and what the lead hears of it
part_rules   when a time can be written down, and what all of them come to when the service is finished
"""
