"""house words: the team's own words, and the days that it works or has off"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import store.columns

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "house_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("said", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("means", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", store.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kind", "said"),
    )


def downgrade() -> None:
    op.drop_table("house_word")
