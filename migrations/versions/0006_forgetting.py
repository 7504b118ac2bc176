"""An entry of the history may be that somebody was forgotten."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NAME = "ck_command_commandkind"
BEFORE = ("write", "undo", "migration")
AFTER = (*BEFORE, "forget")


def upgrade() -> None:
    allow(AFTER, BEFORE)


def downgrade() -> None:
    """Keep such an entry as one of a migration: undo does not go behind that either."""
    op.execute("UPDATE command SET kind = 'migration' WHERE kind = 'forget'")
    allow(BEFORE, AFTER)


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
