"""What files bring along: events, cards, saved mappings and views; and which hunt this is."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    hunt = op.create_table(
        "hunt",
        sa.Column("id", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hunt")),
    )
    op.bulk_insert(hunt, [{"id": str(uuid4())}])
    op.create_table(
        "saved",
        sa.Column(
            "kind",
            sa.Enum(
                "mapping",
                "view",
                name="savedkind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", name=op.f("pk_saved")),
    )
    op.add_column("interview", sa.Column("event_uid", TEXT, nullable=True))
    op.add_column("interview", sa.Column("event_recurrence", TEXT, nullable=True))
    op.add_column("interview", sa.Column("event_sequence", NUMBER, nullable=True))
    op.add_column("interview", sa.Column("event_stamp", sa.DateTime(), nullable=True))
    op.create_index(op.f("ix_interview_event_uid"), "interview", ["event_uid"], unique=False)
    op.add_column("contact", sa.Column("card_uid", TEXT, nullable=True))
    op.create_index(op.f("ix_contact_card_uid"), "contact", ["card_uid"], unique=False)
    op.add_column("contact", sa.Column("name_parts", TEXT, nullable=True))


def downgrade() -> None:
    op.drop_column("contact", "name_parts")
    op.drop_index(op.f("ix_contact_card_uid"), table_name="contact")
    op.drop_column("contact", "card_uid")
    op.drop_index(op.f("ix_interview_event_uid"), table_name="interview")
    op.drop_column("interview", "event_stamp")
    op.drop_column("interview", "event_sequence")
    op.drop_column("interview", "event_recurrence")
    op.drop_column("interview", "event_uid")
    op.drop_table("saved")
    op.drop_table("hunt")
