"""A hunt in a file of SQLite, without SQLAlchemy: opened, encrypted, copied, looked over."""
