"""one account for each e-mail address

Revision ID: 91e8a05c7f04
Revises: 7d24f6b81e03
"""
import sqlalchemy as sa
from alembic import op

revision = "91e8a05c7f04"
down_revision = "7d24f6b81e03"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("account", sa.Column("email_key", sa.String(200)))
    op.execute("UPDATE account SET email_key = lower(email)")
    op.create_index("ux_account_email_key", "account", ["email_key"], unique=True)


def downgrade():
    op.drop_index("ux_account_email_key", "account")
    op.drop_column("account", "email_key")
