"""Where a conversation stands: the position of its newest event. And an index for managers' loads.

Revision: 0002, after 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("position", sa.Integer(), server_default="0", nullable=False))
    op.execute(
        "UPDATE conversations SET position = coalesce((SELECT max(events.position) FROM conversation_events AS events"
        " WHERE events.conversation_id = conversations.id), 0)"
    )
    op.create_index("ix_cases_load", "cases", ["state", "manager_id", "priority"])


def downgrade() -> None:
    op.drop_index("ix_cases_load", "cases")
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.drop_column("position")
