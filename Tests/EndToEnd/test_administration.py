"""Tokens are issued from afar with a second factor, and at the home too once there is one."""

import base64
import hashlib
import hmac
import re
import stat
import time

from .support.case import WorldCase
from .support.program import daftar, daftar_json
from .support.waiting import wait_until

REFUSED = 1
PERIOD = 30


def totp(secret: str, step: int) -> str:
    """RFC 6238 with SHA-1, written from the RFC and not from the program."""
    digest = hmac.new(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 0xF
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06}"


class AdministrationTests(WorldCase):
    def setUp(self):
        super().setUp()
        self.node = self.world.node()
        self.home = self.node.home.path
        self.token = daftar_json(
            *("tokens", "issue", "--home", self.home, "--member", "inspector"),
            *("--user", "rustam", "--administrator"),
        )["token"]
        self.remote = ("--url", f"http://127.0.0.1:{self.node.port}", "--token", self.token)
        self.used = 0
        wait_until(self._is_known, 10, "the administrator's token")

    def _is_known(self) -> bool:
        said = daftar("administer", "tokens", *self.remote, status=None)
        return "rustam" in said

    def _step(self) -> int:
        """A step whose code is good now and was not used."""
        step = max(int(time.time()) // PERIOD - 1, self.used + 1)
        wait_until(lambda: time.time() // PERIOD + 1 >= step, 2 * PERIOD, "the next code")
        self.used = step
        return step

    def _code(self) -> str:
        return totp(self.secret, self._step())

    def _enrol(self) -> list[str]:
        """Enrols as a person with an app does; the recovery codes."""
        offered = daftar_json("administer", "enrol", *self.remote)
        self.secret = offered["secret"]
        self.assertIn(f"secret={self.secret}", offered["uri"])
        confirmed = daftar_json("administer", "confirm", self._code(), *self.remote)
        return confirmed["recoveryCodes"]

    def _issue(self, *code, user: str = "zarina", status: int = 0) -> str:
        words = ("administer", "issue", "--member", "farm", "--user", user)
        return daftar(*words, *code, *self.remote, status=status)

    def test_a_token_alone_is_not_enough(self):
        """enrolled, each deed takes a code that is good once, and a recovery code is one"""
        early = self._issue(status=REFUSED)
        recovery = self._enrol()
        bare = self._issue(status=REFUSED)
        code = self._code()
        issued = self._issue("--code", code).strip()
        again = self._issue("--code", code, user="other", status=REFUSED)
        rescued = self._issue("--code", recovery[0], user="third").strip()
        spent = self._issue("--code", recovery[0], user="fourth", status=REFUSED)
        with self.node.client() as client:
            client.token = issued
            wait_until(lambda: client.is_known, 10, "the issued token")
            no_administrator = client.get("/v1/administration/tokens")
        log = daftar("administer", "log", *self.remote)

        self.assertIn("auth.second_factor_needed", early)
        self.assertIn("auth.second_factor_missing", bare)
        self.assertIn("[auth.second_factor]", again)
        self.assertIn("[auth.second_factor]", spent)
        self.assertRegex(rescued, r"^daftar_[0-9a-f]{12}_")
        self.assertEqual(no_administrator.code, "auth.not_administrator")
        self.assertEqual(len(recovery), 10)
        self.assertIn("inspector/rustam  token.issue  farm/zarina  done", log)
        self.assertIn("farm/other  auth.second_factor", log)

    def test_the_picture_is_shown_on_a_terminal(self):
        """enrol prints a QR code of the link, and the link"""
        said = daftar("administer", "enrol", *self.remote)

        self.assertIn("otpauth://totp/Daftar", said)
        self.assertGreater(len(re.findall("[█▀▄]", said)), 500)

    def test_guesses_are_slowed_down(self):
        """after five wrong codes a good one is not looked at, and a restart forgets nothing"""
        self._enrol()
        for _ in range(5):
            self._issue("--code", "000000", status=REFUSED)
        locked = self._issue("--code", self._code(), status=REFUSED)
        self.node.terminate()
        self.node.start()
        still = self._issue("--code", self._code(), status=REFUSED)

        self.assertIn("auth.second_factor_locked", locked)
        self.assertIn("auth.second_factor_locked", still)

    def test_at_the_home_a_code_is_needed_too(self):
        """once an administrator has one; an emergency leaves its reason"""
        local = ("tokens", "issue", "--home", self.home, "--member", "farm")
        daftar(*local, "--user", "before")
        self._enrol()
        bare = daftar(*local, "--user", "a", status=REFUSED)
        as_user = ("--as", "inspector/rustam")
        wrong = daftar(*local, "--user", "a", *as_user, "--code", "000000", status=REFUSED)
        daftar(*local, "--user", "a", *as_user, "--code", self._code())
        daftar(
            *("tokens", "remove-second-factor", "inspector/rustam", "--home", self.home),
            *("--emergency", "the phone fell into the canal"),
        )
        daftar(*local, "--user", "b")
        log = daftar("administer", "log", *self.remote)
        mode = stat.S_IMODE((self.home / "node.sqlite").stat().st_mode)

        self.assertIn("second factor", bare)
        self.assertIn("wrong", wrong)
        self.assertIn("the phone fell into the canal", log)
        self.assertIn("inspector/rustam  token.issue  farm/a  done", log)
        self.assertEqual(mode, 0o600)
