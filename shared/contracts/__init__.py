"""The language between services, one file per teller. No class is ever renamed; a break is a new class beside the old.

Open fields are coarse; sealed fields travel only under a grant and only encrypted to the one who may read them.
"""
