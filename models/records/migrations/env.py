"""How alembic runs our migrations: on the connection it is given, each in its own transaction."""

from typing import Any, Literal

from alembic import context
from sqlmodel.sql.sqltypes import AutoString

from models.records import metadata


def _render(kind: str, item: Any, _: object) -> str | Literal[False]:  # noqa: ANN401 - alembic's own hook
    """Write SQLModel's own text type as the plain one that it is."""
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=True,
    compare_type=True,
    render_item=_render,
)
with context.begin_transaction():
    context.run_migrations()
