"""create sessions

Revision ID: a63b19d4e205
Revises: 91e8a05c7f04
"""
import sqlalchemy as sa
from alembic import op

revision = "a63b19d4e205"
down_revision = "91e8a05c7f04"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "session",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("account.id"), nullable=False),
    )


def downgrade():
    op.drop_table("session")
