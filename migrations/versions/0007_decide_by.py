"""The day by which to decide on an interview, as it was last advised."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("advice", sa.Column("decide_by", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("advice", "decide_by")
