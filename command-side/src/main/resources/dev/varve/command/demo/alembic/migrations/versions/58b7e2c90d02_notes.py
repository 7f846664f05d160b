"""create notes

Revision ID: 58b7e2c90d02
Revises: 3c1de0a41f01
"""
import sqlalchemy as sa
from alembic import op

revision = "58b7e2c90d02"
down_revision = "3c1de0a41f01"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "note",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("account.id"), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_note_account", "note", ["account_id"])


def downgrade():
    op.drop_table("note")
