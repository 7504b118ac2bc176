"""Run migrations on the connection that the caller opened; there is no ini file."""

from alembic import context

from tracker.models import Base


def is_ours(name: str | None, kind: str, parents: object) -> bool:
    """Leave out what is in no model: what a database finds by, and numbers records by."""
    del kind, parents
    return name != "numbering" and not (name or "").startswith("search_index")


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_name=is_ours,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
