"""The first tables: applications, interviews, offers, contacts, settings and their history."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

NUMBERED = (
    *("application", "command", "contact", "change", "interaction", "interview", "offer"),
    "stage_change",
)
NUMBERING = """
CREATE TABLE numbering (name text COLLATE "C" PRIMARY KEY, seq bigint NOT NULL);
CREATE FUNCTION next_number(text) RETURNS bigint LANGUAGE sql AS $$
    INSERT INTO numbering VALUES ($1, 1)
    ON CONFLICT (name) DO UPDATE SET seq = numbering.seq + 1 RETURNING seq
$$
"""
"""As SQLite's sqlite_sequence, for PostgreSQL: unlike its sequences it is undone with all else."""


def upgrade() -> None:
    op.create_table(
        "application",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("company", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=True),
        sa.Column("company_key", TEXT, nullable=False),
        sa.Column("search_key", TEXT, nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "saved",
                "applied",
                "screening",
                "assessment",
                "interviewing",
                "offered",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "accepted",
                "declined",
                "withdrawn",
                "rejected",
                "ghosted",
                "cancelled",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("posting_url", TEXT, nullable=True),
        sa.Column("posting_id", TEXT, nullable=True),
        sa.Column("posting_text", TEXT, nullable=True),
        sa.Column("location", TEXT, nullable=True),
        sa.Column(
            "workplace",
            sa.Enum(
                "onsite",
                "hybrid",
                "remote",
                name="workplace",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("pay_low", sa.BigInteger(), nullable=True),
        sa.Column("pay_likely", sa.BigInteger(), nullable=True),
        sa.Column("pay_high", sa.BigInteger(), nullable=True),
        sa.Column("pay_currency", TEXT, nullable=True),
        sa.Column(
            "pay_period",
            sa.Enum(
                "year",
                "month",
                "day",
                "hour",
                name="period",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column(
            "source",
            sa.Enum(
                "posting",
                "referral",
                "recruiter",
                "direct",
                "event",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column(
            "tier",
            sa.Enum(
                "A", "B", "C", name="tier", native_enum=False, create_constraint=True, length=20
            ),
            nullable=True,
        ),
        sa.Column("enthusiasm", NUMBER, nullable=True),
        sa.Column("knowledge", NUMBER, nullable=True),
        sa.Column("other_role_wanted", sa.Boolean(), nullable=True),
        sa.Column("other_role", TEXT, nullable=True),
        sa.Column("rounds_left", NUMBER, nullable=True),
        sa.Column(
            "hiring",
            sa.Enum(
                "selective",
                "small",
                "campus",
                name="hiring",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("documents", TEXT, nullable=True),
        sa.Column("apply_by", sa.Date(), nullable=True),
        sa.Column("notes", TEXT, nullable=True),
        sa.CheckConstraint("enthusiasm BETWEEN 1 AND 5", name=op.f("ck_application_enthusiasm")),
        sa.CheckConstraint("knowledge BETWEEN 0 AND 3", name=op.f("ck_application_knowledge")),
        sa.CheckConstraint(
            "pay_currency IS NULL OR length(pay_currency) = 3",
            name=op.f("ck_application_pay_currency"),
        ),
        sa.CheckConstraint(
            "pay_low IS NULL OR pay_high IS NULL OR pay_low <= pay_high",
            name=op.f("ck_application_pay"),
        ),
        sa.CheckConstraint("rounds_left >= 0", name=op.f("ck_application_rounds_left")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_application_apply_by"), "application", ["apply_by"], unique=False)
    op.create_index(
        op.f("ix_application_company_key"), "application", ["company_key"], unique=False
    )
    op.create_index(op.f("ix_application_moved_on"), "application", ["moved_on"], unique=False)
    op.create_index(
        "ix_application_outcome_moved_on_id",
        "application",
        ["outcome", "moved_on", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_application_posting_id"), "application", ["posting_id"], unique=False)
    op.create_index(
        op.f("ix_application_posting_url"),
        "application",
        ["posting_url"],
        unique=False,
        postgresql_using="hash",
    )

    op.create_table(
        "command",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "write",
                "undo",
                "migration",
                name="commandkind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("summary", TEXT, nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_command")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "contact",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("company", TEXT, nullable=True),
        sa.Column("search_key", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "recruiter",
                "interviewer",
                "hiring manager",
                "referrer",
                "peer",
                "other",
                name="contactkind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("email", TEXT, nullable=True),
        sa.Column("phone", TEXT, nullable=True),
        sa.Column("url", TEXT, nullable=True),
        sa.Column("met", TEXT, nullable=True),
        sa.Column("follow_up", sa.Date(), nullable=True),
        sa.Column("notes", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_contact_email"), "contact", ["email"], unique=False)
    op.create_index(op.f("ix_contact_follow_up"), "contact", ["follow_up"], unique=False)

    op.create_table(
        "setting",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "change",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("command_id", NUMBER, nullable=False),
        sa.Column("table", TEXT, nullable=False),
        sa.Column("before", TEXT, nullable=True),
        sa.Column("after", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["command_id"],
            ["command.id"],
            name=op.f("fk_change_command_id_command"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_change_command_id"), "change", ["command_id"], unique=False)

    op.create_table(
        "interaction",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("contact_id", NUMBER, nullable=False),
        sa.Column("application_id", NUMBER, nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "email",
                "phone",
                "message",
                "video",
                "meeting",
                "interview",
                "event",
                "other",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("notes", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_interaction_application_id_application"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_interaction_contact_id_contact"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interaction")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_interaction_application_id"), "interaction", ["application_id"], unique=False
    )
    op.create_index(op.f("ix_interaction_contact_id"), "interaction", ["contact_id"], unique=False)

    op.create_table(
        "interview",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("application_id", NUMBER, nullable=False),
        sa.Column(
            "round",
            sa.Enum(
                "screen",
                "technical",
                "assessment",
                "onsite",
                "final",
                "other",
                name="round",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("minutes", NUMBER, nullable=True),
        sa.Column("place", TEXT, nullable=True),
        sa.Column("prepare_hours", sa.BigInteger(), nullable=True),
        sa.Column("travel_hours", sa.BigInteger(), nullable=True),
        sa.Column("cash_cost", sa.BigInteger(), nullable=True),
        sa.Column("cost_currency", TEXT, nullable=True),
        sa.Column("people", NUMBER, nullable=True),
        sa.Column("chance", sa.BigInteger(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "scheduled",
                "done",
                "declined",
                "cancelled",
                "missed",
                name="interviewstate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "result",
            sa.Enum(
                "waiting",
                "passed",
                "failed",
                name="result",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("answer_due", sa.Date(), nullable=True),
        sa.Column("felt", NUMBER, nullable=True),
        sa.Column("notes", TEXT, nullable=True),
        sa.Column("instant", sa.DateTime(), nullable=True),
        sa.Column("wall", sa.DateTime(), nullable=True),
        sa.Column("zone", TEXT, nullable=True),
        sa.Column("fold", NUMBER, nullable=True),
        sa.CheckConstraint("cash_cost >= 0", name=op.f("ck_interview_cash_cost")),
        sa.CheckConstraint("chance BETWEEN 0 AND 10000", name=op.f("ck_interview_chance")),
        sa.CheckConstraint("felt BETWEEN 1 AND 5", name=op.f("ck_interview_felt")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_interview_minutes")),
        sa.CheckConstraint("people >= 0", name=op.f("ck_interview_people")),
        sa.CheckConstraint(
            "prepare_hours >= 0 AND travel_hours >= 0", name=op.f("ck_interview_hours")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_interview_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_interview_application_id"), "interview", ["application_id"], unique=False
    )
    op.create_index("ix_interview_state_instant", "interview", ["state", "instant"], unique=False)

    op.create_table(
        "offer",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("application_id", NUMBER, nullable=False),
        sa.Column("pay", sa.BigInteger(), nullable=False),
        sa.Column(
            "period",
            sa.Enum(
                "year",
                "month",
                "day",
                "hour",
                name="period",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("currency", TEXT, nullable=False),
        sa.Column("bonus", sa.BigInteger(), nullable=True),
        sa.Column("equity", sa.BigInteger(), nullable=True),
        sa.Column("benefits", sa.BigInteger(), nullable=True),
        sa.Column("signing", sa.BigInteger(), nullable=True),
        sa.Column("received", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "accepted",
                "declined",
                "expired",
                "rescinded",
                name="offerstate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("notes", TEXT, nullable=True),
        sa.Column("instant", sa.DateTime(), nullable=True),
        sa.Column("wall", sa.DateTime(), nullable=True),
        sa.Column("zone", TEXT, nullable=True),
        sa.Column("fold", NUMBER, nullable=True),
        sa.CheckConstraint("length(currency) = 3", name=op.f("ck_offer_currency")),
        sa.CheckConstraint("pay > 0", name=op.f("ck_offer_pay")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_offer_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_offer_application_id"), "offer", ["application_id"], unique=False)
    op.create_index(op.f("ix_offer_state"), "offer", ["state"], unique=False)

    op.create_table(
        "stage_change",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("application_id", NUMBER, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "saved",
                "applied",
                "screening",
                "assessment",
                "interviewing",
                "offered",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "accepted",
                "declined",
                "withdrawn",
                "rejected",
                "ghosted",
                "cancelled",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("reason", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_stage_change_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_change")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_stage_change_application_id"), "stage_change", ["application_id"], unique=False
    )

    op.create_table(
        "tag",
        sa.Column("application_id", NUMBER, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_tag_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("application_id", "name", name=op.f("pk_tag")),
    )
    op.create_index(op.f("ix_tag_name"), "tag", ["name"], unique=False)

    op.create_table(
        "attendance",
        sa.Column("interview_id", NUMBER, nullable=False),
        sa.Column("contact_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_attendance_contact_id_contact"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["interview_id"],
            ["interview.id"],
            name=op.f("fk_attendance_interview_id_interview"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("interview_id", "contact_id", name=op.f("pk_attendance")),
    )
    op.create_index(op.f("ix_attendance_contact_id"), "attendance", ["contact_id"], unique=False)

    if op.get_bind().dialect.name == "postgresql":
        op.execute(NUMBERING)
        for name in NUMBERED:
            op.execute(f"ALTER TABLE {name} ALTER id SET DEFAULT next_number('{name}')")
            op.execute(f"DROP SEQUENCE {name}_id_seq")


def downgrade() -> None:
    op.drop_table("attendance")
    op.drop_table("tag")
    op.drop_table("stage_change")
    op.drop_table("offer")
    op.drop_table("interview")
    op.drop_table("interaction")
    op.drop_table("change")
    op.drop_table("setting")
    op.drop_table("contact")
    op.drop_table("command")
    op.drop_table("application")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION next_number")
        op.execute("DROP TABLE numbering")
