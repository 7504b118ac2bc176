"""Run migrations on the connection that the caller opened; there is no ini file."""

from alembic import context

from tracker.models import Base


def is_ours(name: str | None, kind: str, parents: object) -> bool:
    """Leave out what a database makes of `search_text` to find quickly: it is in no model."""
    del parents
    return kind != "table" or not (name or "").startswith("search_index")


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_name=is_ours,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
