"""A connection to a server on loopback that is kept alive and costs little: it
looks for the end of an answer and takes it apart only when it is wanted."""
import socket
import time
import urllib.parse


class Answer:
    """The status of an answer, its headers in lower case, the seconds from the
    request to its last byte, its bytes, and its size with all framing."""

    def __init__(self, status, headers, seconds, body, size):
        self.status, self.headers, self.seconds, self.body, self.size = status, headers, seconds, body, size


class Broken(OSError):
    """An answer that ended before its end."""


class Idle(Broken):
    """A connection that the server closed when it was not in use."""


class Connection:
    def __init__(self, port):
        self.port, self.socket = port, None

    def close(self):
        if self.socket:
            self.socket.close()
            self.socket = None

    def post(self, path, form, accept, timeout, keep=True):
        """Sends a form and reads the whole answer within timeout seconds. Unless
        keep, the body of a good answer is not held."""
        return self.send(path, urllib.parse.urlencode(form).encode(), "application/x-www-form-urlencoded", accept, timeout, keep)

    def send(self, path, body, media_type, accept, timeout, keep=True):
        """Sends a body, as post does a form."""
        head = (f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept: {accept}\r\n"
                f"Content-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n")
        try:
            return self.exchange(head.encode() + body, timeout, keep)
        except (Idle, BrokenPipeError, ConnectionResetError):
            return self.exchange(head.encode() + body, timeout, keep)

    def exchange(self, request, timeout, keep):
        try:
            if not self.socket:
                self.socket = socket.create_connection(("127.0.0.1", self.port), timeout)
                self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            start = time.perf_counter()
            self.socket.settimeout(timeout)
            try:
                self.socket.sendall(request)
            except (BrokenPipeError, ConnectionResetError):
                pass  # it may have been refused before its end
            return self.read(start, timeout, keep)
        except BaseException:
            self.close()
            raise

    def read(self, start, timeout, keep):
        status, headers, first = self.read_head()
        keep = keep or status != 200
        whole = int(headers["content-length"]) if "content-length" in headers else None
        chunked = "transfer-encoding" in headers
        chunks, tail, size = [first], first[-5:], len(first)
        while size != whole and not (chunked and tail == b"0\r\n\r\n"):
            if time.perf_counter() - start > timeout:
                raise TimeoutError
            chunk = self.socket.recv(1 << 20)
            if not chunk:
                if chunked or whole is not None:
                    raise Broken(f"the answer ends after {size} bytes")
                break
            size += len(chunk)
            tail = (tail + chunk)[-5:]
            if keep:
                chunks.append(chunk)
        seconds = time.perf_counter() - start
        if headers.get("connection", "").lower() == "close" or not chunked and whole is None:
            self.close()
        body = b"".join(chunks) if keep else b""
        return Answer(status, headers, seconds, dechunked(body) if keep and chunked else body, size)

    def read_head(self):
        received = b""
        while b"\r\n\r\n" not in received:
            chunk = self.socket.recv(1 << 16)
            if not chunk:
                raise Broken("no head") if received else Idle("no answer")
            received += chunk
        head, _, first = received.partition(b"\r\n\r\n")
        status, *lines = head.decode("latin-1").split("\r\n")
        return int(status.split()[1]), {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}, first


def dechunked(body):
    parts, at = [], 0
    while True:
        line = body.index(b"\r\n", at)
        size = int(body[at:line].split(b";")[0], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(body[line + 2:line + 2 + size])
        at = line + 2 + size + 2
