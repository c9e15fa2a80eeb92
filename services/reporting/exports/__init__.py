"""What may leave reporting as a file: HTCDS 2.0, and tables with their dictionary. Pure: people in, bytes out; who may have
them, and that it is written down first, is the desk's (`app/exports.py`)."""
