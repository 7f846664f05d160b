"""give notes tags

Revision ID: 7d24f6b81e03
Revises: 58b7e2c90d02
"""
import sqlalchemy as sa
from alembic import op

revision = "7d24f6b81e03"
down_revision = "58b7e2c90d02"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "tag",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("note_id", sa.Integer, sa.ForeignKey("note.id"), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
    )
    op.add_column("note", sa.Column("pinned", sa.Boolean, nullable=False, server_default=sa.false()))


def downgrade():
    op.drop_column("note", "pinned")
    op.drop_table("tag")
