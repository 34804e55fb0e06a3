"""Many connections on one thread, so that the driver takes little of what it measures."""

import selectors
import socket
from collections.abc import Iterable


def request(path: str, token: str, body: bytes) -> bytes:
    """A POST, ready to be sent."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/ld+json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Answers:
    """Sends requests over several connections, one at a time on each, and keeps the answers."""

    def __init__(self, ports: list[int], connections: int):
        """So many connections to each port."""
        self._selector = selectors.DefaultSelector()
        self._connections = [
            _Connection(port, place) for place, port in enumerate(ports) for _ in range(connections)
        ]

    def all(self, requests: list[Iterable[bytes]]) -> list[list[tuple[int, bytes]]]:
        """Sends each port its requests; status and body of each answer, as they came."""
        waiting = [iter(each) for each in requests]
        answers: list[list[tuple[int, bytes]]] = [[] for _ in requests]
        for connection in self._connections:
            self._next(connection, waiting[connection.place], register=True)
        while self._selector.get_map():
            for key, _ in self._selector.select():
                connection = key.data
                if connection.outgoing:
                    connection.write()
                    if not connection.outgoing:
                        self._selector.modify(connection.socket, selectors.EVENT_READ, connection)
                elif answer := connection.read():
                    answers[connection.place].append(answer)
                    self._next(connection, waiting[connection.place], register=False)
        return answers

    def close(self) -> None:
        for connection in self._connections:
            connection.socket.close()
        self._selector.close()

    def _next(self, connection: "_Connection", waiting, register: bool) -> None:
        body = next(waiting, None)
        if body is None:
            if not register:
                self._selector.unregister(connection.socket)
            return
        connection.outgoing = memoryview(body)
        change = self._selector.register if register else self._selector.modify
        change(connection.socket, selectors.EVENT_WRITE, connection)


class _Connection:
    def __init__(self, port: int, place: int):
        self.place = place
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.outgoing: memoryview | None = None
        self._incoming = b""

    def write(self) -> None:
        sent = self.socket.send(self.outgoing)
        self.outgoing = self.outgoing[sent:]

    def read(self) -> tuple[int, bytes] | None:
        """An answer once all of it is there."""
        chunk = self.socket.recv(1 << 18)
        if not chunk:
            raise ConnectionError("the node hung up")
        self._incoming += chunk
        head, separator, body = self._incoming.partition(b"\r\n\r\n")
        if not separator or len(body) < _length(head):
            return None
        self._incoming = b""
        return int(head[9:12]), body


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0
