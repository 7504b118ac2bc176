"""Run migrations on the connection that the caller opened; there is no ini file."""

from alembic import context

from tracker.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
