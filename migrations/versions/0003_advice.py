"""What was last advised of each interview, to look back at."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "advice",
        sa.Column("interview_id", NUMBER, nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "keep",
                "hold",
                "decline",
                "redirect",
                name="verdict",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("gain", sa.BigInteger(), nullable=True),
        sa.Column("currency", TEXT, nullable=True),
        sa.Column("chance", sa.Double(), nullable=True),
        sa.Column("base_chance", sa.Double(), nullable=True),
        sa.Column("shown_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("gain IS NULL OR currency IS NOT NULL", name=op.f("ck_advice_gain")),
        sa.CheckConstraint(
            "currency IS NULL OR length(currency) = 3", name=op.f("ck_advice_currency")
        ),
        sa.CheckConstraint("chance BETWEEN 0 AND 1", name=op.f("ck_advice_chance")),
        sa.CheckConstraint("base_chance BETWEEN 0 AND 1", name=op.f("ck_advice_base_chance")),
        sa.ForeignKeyConstraint(
            ["interview_id"],
            ["interview.id"],
            name=op.f("fk_advice_interview_id_interview"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("interview_id", name=op.f("pk_advice")),
    )


def downgrade() -> None:
    op.drop_table("advice")
