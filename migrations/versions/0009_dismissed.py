"""What is saved by a name may be a meeting that is for none of the applications."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NAME = "ck_saved_savedkind"
BEFORE = ("mapping", "view")
AFTER = (*BEFORE, "dismissed")


def upgrade() -> None:
    allow(AFTER, BEFORE)


def downgrade() -> None:
    """Forget what was said of such meetings: it is asked again."""
    op.execute("DELETE FROM saved WHERE kind = 'dismissed'")
    allow(BEFORE, AFTER)


def allow(words: Sequence[str], instead_of: Sequence[str]) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f(NAME), "saved", type_="check")
        op.create_check_constraint(op.f(NAME), "saved", sa.column("kind").in_(words))
        return
    with op.batch_alter_table("saved", recreate="always") as batch:
        batch.alter_column("kind", existing_type=vocabulary(instead_of), type_=vocabulary(words))


def vocabulary(words: Sequence[str]) -> sa.Enum:
    return sa.Enum(*words, name="savedkind", native_enum=False, create_constraint=True, length=20)
