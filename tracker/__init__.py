"""A private job-hunt tracker that says which interviews are worth going to."""

__version__ = "0.1.0"
