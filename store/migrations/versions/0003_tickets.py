"""tickets: what a platform gives to answer one message, and a person's cards wherever they are"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ticket", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.create_index("ix_card_person", ["person_id", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.drop_index("ix_card_person")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("ticket")
