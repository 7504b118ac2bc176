"""What users judge a job by, what they said of each by it, and their rates between currencies."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "criterion",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("name_key", TEXT, nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("weight > 0 AND weight <= 5000", name=op.f("ck_criterion_weight")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_criterion_name_key"), "criterion", ["name_key"], unique=True)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE criterion ALTER id SET DEFAULT next_number('criterion')")
        op.execute("DROP SEQUENCE criterion_id_seq")

    op.create_table(
        "rating",
        sa.Column("application_id", NUMBER, nullable=False),
        sa.Column("criterion_id", NUMBER, nullable=False),
        sa.Column("value", NUMBER, nullable=False),
        sa.CheckConstraint("value BETWEEN 0 AND 5", name=op.f("ck_rating_value")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_rating_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["criterion_id"],
            ["criterion.id"],
            name=op.f("fk_rating_criterion_id_criterion"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("application_id", "criterion_id", name=op.f("pk_rating")),
    )
    op.create_index(op.f("ix_rating_criterion_id"), "rating", ["criterion_id"], unique=False)

    op.create_table(
        "currency_rate",
        sa.Column("currency", TEXT, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_currency_rate_amount")),
        sa.CheckConstraint("currency <> unit", name=op.f("ck_currency_rate_unit")),
        sa.CheckConstraint(
            "length(currency) = 3 AND length(unit) = 3", name=op.f("ck_currency_rate_currency")
        ),
        sa.PrimaryKeyConstraint("currency", name=op.f("pk_currency_rate")),
    )


def downgrade() -> None:
    op.drop_table("currency_rate")
    op.drop_table("rating")
    op.drop_table("criterion")
