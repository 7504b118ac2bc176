"""Run migrations on the connection that the caller opened; there is no ini file."""

from alembic import context

from tracker.models import Base

OTHERS = {"alembic_version", "numbering"}


def is_ours(name: str | None, kind: str, parents: object) -> bool:
    """Leave out what is in no model: what a database finds by, and numbers records by."""
    del kind, parents
    return name not in OTHERS and not (name or "").startswith("search_index")


connection = context.config.attributes["connection"]
on_server = connection.dialect.name == "postgresql"
context.configure(
    connection=connection,
    # That of another schema in the search path is another hunt's.
    version_table_schema=connection.dialect.default_schema_name if on_server else None,
    target_metadata=Base.metadata,
    include_name=is_ours,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
