"""index notes by title

Revision ID: b97c40f5d306
Revises: a63b19d4e205
"""
import sqlalchemy as sa
from alembic import op

revision = "b97c40f5d306"
down_revision = "a63b19d4e205"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index("ix_note_title", "note", ["title"])


def downgrade():
    op.drop_index("ix_note_title", "note")
