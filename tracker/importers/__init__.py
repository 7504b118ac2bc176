"""What people bring along, one format a file: read here, kept by tracker.transfer."""
