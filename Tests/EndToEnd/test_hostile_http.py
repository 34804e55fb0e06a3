"""Requests that are not what HTTP clients send: sizes, tokens, methods, slowness."""

import socket
import time

from .support import events, genesis
from .support.case import NodeCase
from .support.program import daftar, daftar_json
from .support.waiting import wait_until

# The node's own limit for a request is 30 s (Docs/Operations.md §4).
SLOW_SECONDS = 36
# A running node looks for new and revoked tokens every half second.
NOTICE_SECONDS = 2


class HostileHTTPTests(NodeCase):
    def setUp(self):
        super().setUp()
        self.client = self.node.client("farm")
        self.addCleanup(self.client.close)
        self.document = events.document(
            events.harvest(genesis.FARM, events.lot(genesis.FARM, "H1"))
        )

    def test_no_token(self):
        """a capture without a token is refused"""
        with self.node.client() as stranger:
            answer = stranger.capture(self.document)
        self.assert_problem(answer, 401, "auth.missing")
        self.assertIn("Bearer", answer.headers["www-authenticate"])

    def test_tokens_that_are_none(self):
        """wrong, cut, swapped and absurd tokens are refused alike"""
        good = self.node.home.token("farm")
        wrong = [good[:-1], good + "x", good.swapcase(), "a" * 4000, "Bearer", "\t", "%00"]
        for token in wrong:
            answer = self.client.capture(self.document, Authorization=f"Bearer {token}")
            self.assertEqual(answer.status, 401, f"{token!r}: {answer}")
        answer = self.client.capture(self.document, Authorization=f"Basic {good}")
        self.assertEqual(answer.status, 401, str(answer))
        self.assertEqual(self.client.capture(self.document).status, 202)

    def test_a_revoked_token(self):
        """a token that was revoked while the node runs is refused"""
        home = self.node.home.path
        issued = daftar_json(
            "tokens", "issue", "--home", home, "--member", "farm", "--user", "gone"
        )
        with self.node.client() as client:
            client.token = issued["token"]
            wait_until(lambda: client.is_known, NOTICE_SECONDS, "a token that was issued")
            daftar("tokens", "revoke", "--home", home, issued["id"])
            wait_until(lambda: not client.is_known, NOTICE_SECONDS, "a token that was revoked")
            self.assert_problem(client.get("/epcis/v2/capture"), 401, "auth.token")

    def test_an_announced_size_beyond_the_limit(self):
        """a body that announces more than the limit is refused before it is sent"""
        started = time.monotonic()
        answer = self._raw(
            "POST /epcis/v2/capture HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {self.node.home.token('farm')}\r\n"
            "Content-Length: 99999999999\r\n\r\n"
        )
        self.assertIn(" 413 ", answer.split("\r\n")[0])
        self.assertLess(time.monotonic() - started, 5)

    def test_a_chunked_body_beyond_the_limit(self):
        """a body of unknown length is refused when it passes the limit"""
        chunks = (b"[" * 65536 for _ in range(160))
        answer = self.client.capture_chunks(chunks)
        self.assert_problem(answer, 413, "request.body_too_large")

    def test_a_body_of_another_type(self):
        """XML, forms and compressed bodies are refused with what is taken instead"""
        for kind in ("application/xml", "text/xml", "application/x-www-form-urlencoded"):
            answer = self.client.capture(b"<epcis/>", Content_Type=kind)
            self.assert_problem(answer, 415, "request.media_type")
            self.assertIn("json", answer.headers["accept-post"])
        answer = self.client.capture(b"\x1f\x8b", Content_Encoding="gzip")
        self.assert_problem(answer, 415, "request.media_type")

    def test_a_long_target(self):
        """a target of more than 8,192 octets is refused"""
        answer = self.client.get("/v1/lots/" + "a" * 9000)
        self.assert_problem(answer, 414, "request.uri_too_long")

    def test_wrong_methods_and_paths(self):
        """unknown paths are 404, known ones with another method 405 and what they take"""
        self.assert_problem(self.client.get("/nothing/here"), 404, "request.no_such_path")
        answer = self.client.request("DELETE", "/epcis/v2/capture")
        self.assert_problem(answer, 405, "request.method")
        self.assertIn("POST", answer.headers["allow"])

    def test_parameters_that_are_not_understood(self):
        """unknown, repeated and absurd query parameters are refused, never ignored"""
        for query in (
            "nonsense=1",
            "perPage=-1",
            "perPage=1&perPage=2",
            "perPage=1e9",
            "GE_eventTime=yesterday",
            "EQ_unknown=%00",
        ):
            answer = self.client.get("/epcis/v2/events?" + query)
            self.assertEqual(answer.status, 400, f"{query}: {answer}")
            self.assertIn(answer.code.split(".")[0], ("request", "query"), query)

    def test_lots_that_are_none(self):
        """identifiers that are none are refused with what is wrong"""
        for lot in ("%2F01%2F123", "..%2F..%2Fetc%2Fpasswd", "%FF%FE", "urn%3Aepc%3Aid%3Asgtin%3A"):
            answer = self.client.get("/v1/lots/" + lot)
            self.assertIn(answer.status, (400, 404), f"{lot}: {answer}")
        self.assertEqual(self.client.get("/01/00000000000001").status, 400)

    def test_garbage_instead_of_http(self):
        """bytes that are no HTTP end the connection and nothing else"""
        for garbage in (
            b"\x16\x03\x01\x02\x00",
            b"\x00" * 4096,
            b"GET / HTTP/9.9\r\n\r\n",
            b"GET " + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n",
            b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
        ):
            with socket.create_connection(("127.0.0.1", self.node.port), timeout=10) as raw:
                try:
                    raw.sendall(garbage)
                    raw.shutdown(socket.SHUT_WR)
                    while raw.recv(65536):
                        pass
                except (BrokenPipeError, ConnectionResetError):
                    pass

    def test_slow_bodies_do_not_hold_others_up(self):
        """a hundred senders that drip a byte a second are ended, and hold up nobody"""
        slow = [self._drip() for _ in range(100)]
        started = time.monotonic()
        self.assertTrue(
            self.client.captured(
                events.document(events.harvest(genesis.FARM, events.lot(genesis.FARM, "H2")))
            )["success"]
        )
        self.assertLess(time.monotonic() - started, 10)
        end = started + SLOW_SECONDS
        while slow and time.monotonic() < end:
            time.sleep(1)
            slow = [raw for raw in slow if self._still_open(raw)]
        left = len(slow)
        for raw in slow:
            raw.close()
        self.assertEqual(left, 0, "senders were still being waited for")

    def _drip(self) -> socket.socket:
        raw = socket.create_connection(("127.0.0.1", self.node.port), timeout=10)
        raw.sendall(
            b"POST /epcis/v2/capture HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            b"Authorization: Bearer " + self.node.home.token("farm").encode() + b"\r\n"
            b"Content-Length: 1000\r\n\r\n{"
        )
        raw.setblocking(False)
        return raw

    def _still_open(self, raw: socket.socket) -> bool:
        """Sends one more byte; an answer or an end means that the node has given up on it."""
        try:
            if raw.recv(4096) is not None:
                raw.close()
                return False
        except BlockingIOError:
            pass
        except OSError:
            return False
        try:
            raw.send(b" ")
            return True
        except OSError:
            return False

    def _raw(self, head: str) -> str:
        with socket.create_connection(("127.0.0.1", self.node.port), timeout=10) as raw:
            raw.sendall(head.encode())
            return raw.recv(65536).decode()
