"""Who may do what on a server: three roles, two databases.

The application's role owns nothing, so that the audit's REVOKE binds it; Prefect's
role sees only its own database, which may be dropped at any moment.
"""

from collections.abc import Mapping
from typing import Any, LiteralString

import psycopg
from psycopg import Connection, sql

OWNER, APPLICATION, PREFECT = "cpr_owner", "cpr_app", "prefect"
ROLES = (OWNER, APPLICATION, PREFECT)

_LOCK = 0x43505252
"""PostgreSQL's advisory lock of this number: one program at a time makes the roles of a server."""
OURS, PREFECTS = "cpr", "prefect"

_RIGHTS: tuple[LiteralString, ...] = (
    "ALTER SCHEMA public OWNER TO {owner}",
    "GRANT USAGE ON SCHEMA public TO {application}",
    """ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public
       GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {application}""",
    """ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public
       GRANT USAGE, SELECT ON SEQUENCES TO {application}""",
)
"""What a table's migration need not say; the audit's takes back UPDATE and DELETE."""


def create_roles(admin: Connection[Any], passwords: Mapping[str, str]) -> None:
    """Create the three roles, or give those that stand these *passwords*, by role.

    *admin* is a superuser's connection in autocommit, to any database of the server.
    """
    admin.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
    try:
        for role in ROLES:
            known = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
            order = "ALTER ROLE {} LOGIN PASSWORD {}" if known else "CREATE ROLE {} LOGIN PASSWORD {}"
            admin.execute(sql.SQL(order).format(sql.Identifier(role), sql.Literal(passwords[role])))
    finally:
        admin.execute("SELECT pg_advisory_unlock(%s)", (_LOCK,))


def create_ours(admin: Connection[Any], database: str = OURS, template: str = "template0") -> None:
    """Create our database, where the application may change rows but no tables.

    *admin* is as for `create_roles`; *template* is a database to copy, tables and all.
    """
    _create(admin, database, OWNER, template)
    grant = sql.SQL("GRANT CONNECT ON DATABASE {} TO {}")
    admin.execute(grant.format(sql.Identifier(database), sql.Identifier(APPLICATION)))
    owner, application = sql.Identifier(OWNER), sql.Identifier(APPLICATION)
    with psycopg.connect(
        admin.info.dsn, password=admin.info.password, dbname=database, autocommit=True
    ) as inside:
        for right in _RIGHTS:
            inside.execute(sql.SQL(right).format(owner=owner, application=application))


def create_prefects(admin: Connection[Any], database: str = PREFECTS) -> None:
    """Create Prefect's database; its owner may create the trusted extension pg_trgm."""
    _create(admin, database, PREFECT, "template0")


def drop(admin: Connection[Any], database: str) -> None:
    """Drop *database* although somebody may still be connected to it."""
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def _create(admin: Connection[Any], database: str, owner: str, template: str) -> None:
    name = sql.Identifier(database)
    order = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} ENCODING 'UTF8'")
    admin.execute(order.format(name, sql.Identifier(owner), sql.Identifier(template)))
    admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
