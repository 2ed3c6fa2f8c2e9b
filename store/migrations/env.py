"""Runs the migrations on the connection that it is handed."""

from alembic import context
from sqlmodel import SQLModel

from store import db

assert db.TABLES  # the tables are known once the module is loaded

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
