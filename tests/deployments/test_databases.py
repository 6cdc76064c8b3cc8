"""The roles of a server: made once, and found again."""

from conftest import Server

from deployments import databases


def test_roles_that_stand_are_given_their_passwords_again(server: Server) -> None:
    """Seen to fail with the role looked for by the truth of an empty row: made twice, it was refused."""
    with server.admin() as admin:
        databases.create_roles(admin, server.passwords)
        stands = admin.execute(
            "SELECT count(*) FROM pg_roles WHERE rolname = ANY(%s)", (list(databases.ROLES),)
        )
        assert stands.fetchone() == (3,)
