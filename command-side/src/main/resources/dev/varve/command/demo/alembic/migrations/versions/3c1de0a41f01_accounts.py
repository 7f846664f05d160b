"""create accounts

Revision ID: 3c1de0a41f01
Revises: nothing
"""
import sqlalchemy as sa
from alembic import op

revision = "3c1de0a41f01"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "account",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(200), nullable=False),
        sa.Column("created_at", sa.String(30), nullable=False),
    )


def downgrade():
    op.drop_table("account")
