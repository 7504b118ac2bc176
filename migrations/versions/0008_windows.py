"""The window that a command was typed in; an entry of the history may be that of a restore."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NAME = "ck_command_commandkind"
BEFORE = ("write", "undo", "migration", "forget")
AFTER = (*BEFORE, "restore")


def upgrade() -> None:
    op.add_column("command", sa.Column("window", TEXT, nullable=True))
    allow(AFTER, BEFORE)


def downgrade() -> None:
    """Keep an entry of a restore as one of a migration: undo does not go behind that either."""
    op.execute("UPDATE command SET kind = 'migration' WHERE kind = 'restore'")
    allow(BEFORE, AFTER)
    op.drop_column("command", "window")


def allow(words: Sequence[str], instead_of: Sequence[str]) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f(NAME), "command", type_="check")
        op.create_check_constraint(op.f(NAME), "command", sa.column("kind").in_(words))
        return
    with op.batch_alter_table(
        "command", table_kwargs={"sqlite_autoincrement": True}, recreate="always"
    ) as batch:
        batch.alter_column("kind", existing_type=vocabulary(instead_of), type_=vocabulary(words))


def vocabulary(words: Sequence[str]) -> sa.Enum:
    return sa.Enum(*words, name="commandkind", native_enum=False, create_constraint=True, length=20)
