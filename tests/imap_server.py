"""A real IMAP server for the tests: Dovecot from Debian's package, on free ports, with files of its own."""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from deployments.ports import free_port

PASSWORD = "for-tests-only-ŵ"
_PROGRAM = shutil.which("dovecot") or "/usr/sbin/dovecot"


def is_installed() -> bool:
    """Say whether the program is there."""
    return Path(_PROGRAM).exists()


@dataclass
class ImapServer:
    """Dovecot with one account, whose mail lies in a Maildir below *home*."""

    home: Path
    with_move: bool = True
    port: int = 0
    tls_port: int = 0

    @property
    def maildir(self) -> Path:
        return self.home / "mail"

    @property
    def certificate(self) -> Path:
        return self.home / "certificate.pem"

    def url(self, password: str = PASSWORD) -> str:
        """Give the mailbox's URL, as the environment names it."""
        return f"imap://atebion:{quote(password)}@127.0.0.1:{self.port}/INBOX"

    def secure_url(self) -> str:
        """Give the URL at which it encrypts, with a certificate that it made itself."""
        return f"imaps://atebion:{quote(PASSWORD)}@127.0.0.1:{self.tls_port}/INBOX"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.port, self.tls_port = free_port(), free_port()
        for each in ("new", "cur", "tmp"):
            (self.maildir / each).mkdir(parents=True)
        self._certify()
        config = self.home / "dovecot.conf"
        config.write_text(self._config(), encoding="utf-8")
        if os.geteuid() == 0:
            account = pwd.getpwnam(_account())
            for path in [self.home, *self.home.rglob("*")]:
                os.chown(path, account.pw_uid, account.pw_gid)
        subprocess.run([_PROGRAM, "-c", str(config)], check=True)
        self._wait()

    def _certify(self) -> None:
        named = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
        files = ["-keyout", str(self.home / "key.pem"), "-out", str(self.certificate)]
        new = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650"]
        subprocess.run(["openssl", *new, *named, *files], check=True, capture_output=True)

    def falls_in(self, *messages: bytes) -> None:
        """Let messages fall into the inbox."""
        for number, message in enumerate(messages, start=1):
            file = self.maildir / "new" / f"{number:06}.example"
            file.write_bytes(message)
            if os.geteuid() == 0:
                os.chown(file, pwd.getpwnam(_account()).pw_uid, -1)

    def stop(self) -> None:
        """Stop it."""
        master = self.home / "run" / "master.pid"
        if master.exists():
            os.kill(int(master.read_text(encoding="utf-8")), 15)
            while master.exists():
                time.sleep(0.05)

    def _wait(self) -> None:
        for _ in range(200):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        message = "Dovecot does not answer"
        raise AssertionError(message)

    def _config(self) -> str:
        account = pwd.getpwnam(_account())
        group = grp.getgrgid(account.pw_gid).gr_name
        without = "" if self.with_move else "  imap_capability = IMAP4rev1 NAMESPACE UIDPLUS\n"
        return f"""
protocols = imap
base_dir = {self.home}/run
state_dir = {self.home}/state
log_path = {self.home}/dovecot.log
ssl = yes
ssl_cert = <{self.certificate}
ssl_key = <{self.home}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
listen = 127.0.0.1
default_internal_user = {account.pw_name}
default_login_user = {account.pw_name}
default_internal_group = {group}
first_valid_uid = 1
mail_location = maildir:{self.maildir}
mail_uid = {account.pw_uid}
mail_gid = {account.pw_gid}
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={account.pw_uid} gid={account.pw_gid} home={self.home}
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {self.port}
  }}
  inet_listener imaps {{
    port = {self.tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
protocol imap {{
{without}}}
"""


def _account() -> str:
    """Give whose account it runs under: never root's, for Dovecot serves no mail to root."""
    return "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
