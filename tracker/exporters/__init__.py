"""What people take away, one format a file: records in, text out; no session, no printing."""
