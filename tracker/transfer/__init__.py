"""Rows of a file become records; the only package that knows both importers and records.

Each kind of row has a module with `bring`, which writes what is new and returns a Tally. A dry run
is the same in a transaction that is taken back.
"""
