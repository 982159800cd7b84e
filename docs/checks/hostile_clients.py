#!/usr/bin/env python3
"""Clients that mean no good, beside one that does.

    make build
    python3 docs/checks/hostile_clients.py [--binary ./plenary] [--port 8099]
        [--seconds 15] [--sockets 1000] [--idle 10000] [--keys 100000]
        [--ceiling 512] [--attack NAME]

Needs Python alone, and as many open files as there are idle connections
(ulimit -n). Starts a server of the embedded data, attacks it in one way after
the other, each for about --seconds, and lets an honest client ask for a
document every 20 ms meanwhile. Prints for each attack what the server answered,
how long the honest client waited, and the memory and goroutines of the server
while and after. Exit status 1: an honest request failed or took more than 50 ms
at the 99th percentile, the server held more memory than the ceiling (MB), an
attack got what it should not, or goroutines are left.
"""
import argparse
import collections
import contextlib
import http.client
import json
import multiprocessing
import os
import re
import resource
import socket
import subprocess
import sys
import time
import urllib.parse

WORST = 0.050
HONEST = "/doc/meeting/2025-ism-ottawa.ttl"


def connect(port, timeout=10):
    s = socket.create_connection(("127.0.0.1", port), timeout)
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return s


def honest(port, times, ended):
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while not ended.wait(0.02):
        start = time.perf_counter()
        try:
            client.request("GET", HONEST)
            answer = client.getresponse()
            good = answer.status == 200 and b"Ottawa" in answer.read()
        except (OSError, http.client.HTTPException):
            client.close()
            good = False
        times.put(time.perf_counter() - start if good else float("inf"))


def metric(port, name):
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    client.request("GET", "/metrics")
    text = client.getresponse().read().decode()
    client.close()
    return float(re.search(rf"^{name} (\S+)$", text, re.M).group(1))


def exchange(port, data, wait=3):
    """Sends bytes and returns the statuses of all answers that come."""
    with contextlib.closing(connect(port, wait)) as s:
        try:
            s.sendall(data)
            s.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        got = b""
        try:
            while part := s.recv(65536):
                got += part
        except OSError:
            pass
    return [int(m) for m in re.findall(rb"HTTP/1\.[01] (\d{3}) ", got)], got


# Each attack takes the arguments and returns what the server answered, and what
# it should not have.

def slow_headers(a):
    sockets, ended = [connect(a.port) for _ in range(a.sockets)], 0
    for s in sockets:
        s.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
    until = time.monotonic() + a.seconds
    while time.monotonic() < until and sockets:
        for s in list(sockets):
            try:
                s.sendall(b"a")
            except OSError:
                sockets.remove(s)
                s.close()
                ended += 1
        time.sleep(0.5)
    for s in sockets:
        s.close()
    wrong = [] if ended == a.sockets or a.seconds < 12 else [f"{a.sockets - ended} still open"]
    return {f"closed by the server: {ended} of {a.sockets}": 1}, wrong


def slow_bodies(a):
    sockets = [connect(a.port) for _ in range(a.sockets)]
    for s in sockets:
        s.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 1000000\r\n\r\n")
    until = time.monotonic() + a.seconds
    while time.monotonic() < until:
        for s in sockets:
            with contextlib.suppress(OSError):
                s.sendall(b" ")
        time.sleep(0.5)
    for s in sockets:
        s.close()
    return {f"{a.sockets} bodies, a byte every half second": 1}, []


def slow_readers(a):
    sockets = []
    for _ in range(min(a.sockets, 50)):
        s = socket.socket()
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        s.connect(("127.0.0.1", a.port))
        s.sendall(b"GET /dumps/all.nt HTTP/1.1\r\nHost: localhost\r\n\r\n")
        sockets.append(s)
    time.sleep(a.seconds)
    for s in sockets:
        s.close()
    return {f"{len(sockets)} dumps of 40 MB that nobody reads": 1}, []


def idle(a):
    sockets, refused = [], 0
    for i in range(a.idle):
        try:
            s = connect(a.port)
            if i % 2:  # half of them after an answer
                s.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n")
            sockets.append(s)
        except OSError:
            refused += 1
    for s in sockets[1::2]:
        with contextlib.suppress(OSError):
            s.recv(4096)
    time.sleep(a.seconds)
    for s in sockets:
        s.close()
    return {f"{len(sockets)} open, {refused} refused": 1}, []


def header_bombs(a):
    bombs = [
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 10_000_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"".join(b"X-%d: a\r\n" % i for i in range(100_000)) + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nAccept: " + b",".join(b"a/b;q=0.%d" % (i % 10) for i in range(5000)) + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nAccept-Language: " + b"en-" * 4000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: " + b'"a",' * 3000 + b"\r\n\r\n",
        b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /?" + b"a&" * 500_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ]
    return repeat(a, bombs, {200, 400, 406, 414, 431})


def smuggling(a):
    inner = b"GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
    head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    shapes = [
        head + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + inner,
        head + b"Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n\r\nASK{}" + inner,
        head + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + inner,
        head + b"Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\nASK{}" + inner,
        head + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nASK{}" + inner,
        head + b"Content-Length: +5\r\n\r\nASK{}" + inner,
        head + b"Content-Length: 5, 5\r\n\r\nASK{}" + inner,
        head + b"Content-Length: 0x5\r\n\r\nASK{}" + inner,
        head + b"Transfer-Encoding: chunked\r\n\r\n5;\n\r\nASK{}\r\n0\r\n\r\n" + inner,
        head + b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nASK{}\r\n0\r\n\r\n" + inner,
        b"GET / HTTP/1.1\nHost: localhost\nX: a\r\n b\r\n\r\n",
        b"GET http://other/ HTTP/1.1\r\nHost: localhost\r\nHost: other\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", b"GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"CONNECT localhost:22 HTTP/1.1\r\nHost: localhost\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\x16\x03\x01\x00\xa5\x01",
    ]
    return repeat(a, shapes, {200, 400, 403, 404, 405, 406, 411, 415, 501, 505}, most=2)


def repeat(a, shapes, allowed, most=1):
    """Sends all again and again; an answer more than there are requests is one
    too many."""
    met, wrong, until = collections.Counter(), set(), time.monotonic() + a.seconds
    while time.monotonic() < until:
        for shape in shapes:
            statuses, _ = exchange(a.port, shape)
            met.update(statuses or ["closed"])
            if len(statuses) > most or set(statuses) - allowed:
                wrong.add(f"{shape[:120]!r}: {statuses}")
    return met, sorted(wrong)


def traversal(a):
    client = http.client.HTTPConnection("127.0.0.1", a.port, timeout=30)
    client.request("GET", "/openapi.json")
    paths = [p for p in json.loads(client.getresponse().read())["paths"] if "{" in p]
    evil = ["..", "../..", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "..%5c..%5cetc%5cpasswd", "....//....//etc/passwd", "%252e%252e%252fetc%252fpasswd",
            "..%c0%af..%c0%afetc/passwd", "%00", "a%00.ttl", "%ff", "/etc/passwd", "file:%2f%2f%2fetc%2fpasswd", "a" * 5000, "%0d%0aX-Evil:%201", "%25", "*"]
    met, wrong = collections.Counter(), []
    for path in paths:
        for part in re.findall(r"{(\w+)}", path):
            for e in evil:
                target = path.replace("{" + part + "}", e)
                target = re.sub(r"{\w+}", "meeting", target)
                statuses, got = exchange(a.port, f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode("latin-1"))
                met.update(statuses)
                if statuses not in ([400], [404], [414], [303], [406], [308]) or b"root:" in got or b"X-Evil: 1\r\n" in got.split(b"\r\n\r\n")[0]:
                    wrong.append(f"{target[:100]}: {statuses}")
    return met, wrong


def keys(a):
    """Addresses of the same answers that no cache has seen."""
    client, met = http.client.HTTPConnection("127.0.0.1", a.port, timeout=30), collections.Counter()
    for i in range(a.keys):
        target = [f"{HONEST}?x={i}", "/sparql?query=" + urllib.parse.quote(f"SELECT * {{ ?s ?p {i} }}"), f"/api/search?q=a{i}", f"/doc/meeting/{i}"][i % 4]
        headers = {"Accept-Language": f"x-{i}", "Accept": f"text/turtle, a/b{i}", "X-Forwarded-For": f"127.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}"}
        client.request("GET", target, headers=headers)
        answer = client.getresponse()
        answer.read()
        met[answer.status] += 1
    return met, [f"{s}: {n}" for s, n in met.items() if s >= 500]


ATTACKS = [slow_headers, slow_bodies, slow_readers, idle, header_bombs, smuggling, traversal, keys]


def resident(pid):
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) >> 10


def under(attack, a, server):
    """Runs an attack beside the honest client."""
    times, ended, peak = multiprocessing.Queue(), multiprocessing.Event(), 0
    client = multiprocessing.Process(target=honest, args=(a.port, times, ended))
    client.start()
    done = multiprocessing.Queue()
    attacker = multiprocessing.Process(target=lambda: done.put(attack(a)))
    attacker.start()
    result, seconds, goroutines = None, [], 0
    while result is None:
        with contextlib.suppress(Exception):
            result = done.get(timeout=0.25)
        peak = max(peak, resident(server.pid))
        goroutines = max(goroutines, metric(a.port, "go_goroutines"))
        while not times.empty():
            seconds.append(times.get())
    attacker.join()
    ended.set()
    client.join()
    while not times.empty():
        seconds.append(times.get())
    return result, sorted(seconds), peak, int(goroutines)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, kind, usual in [("binary", str, "./plenary"), ("port", int, 8099), ("seconds", float, 15), ("sockets", int, 1000), ("idle", int, 10_000), ("keys", int, 100_000), ("ceiling", int, 512)]:
        p.add_argument("--" + name, type=kind, default=usual)
    p.add_argument("--attack", choices=[attack.__name__ for attack in ATTACKS])
    a = p.parse_args()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    server = subprocess.Popen([a.binary, "serve", "--addr", f"127.0.0.1:{a.port}", "--no-access-log"], stderr=subprocess.DEVNULL)
    failed = False
    try:
        while True:
            with contextlib.suppress(OSError):
                before = metric(a.port, "go_goroutines")
                break
            time.sleep(0.1)
        exchange(a.port, f"GET /dumps/all.nt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode(), 30)  # they are made once
        print("| attack | answers | honest client: requests, median, 99 % (ms) | most memory (MB) | goroutines: most, after |\n| --- | --- | --- | --- | --- |", flush=True)
        for attack in ATTACKS:
            if a.attack and attack.__name__ != a.attack:
                continue
            (met, wrong), seconds, peak, most = under(attack, a, server)
            for _ in range(100):  # what ends, ends within ten seconds
                if (after := metric(a.port, "go_goroutines")) <= before + 5:
                    break
                time.sleep(0.1)
            p99 = seconds[int(len(seconds) * 0.99)] if seconds else float("inf")
            answers = ", ".join(f"{k}: {v}" if v > 1 else str(k) for k, v in sorted(met.items(), key=str))
            print(f"| {attack.__name__.replace('_', ' ')} | {answers} | {len(seconds)}, {seconds[len(seconds) // 2] * 1000:.1f}, {p99 * 1000:.1f} | {peak} | {most}, {int(after)} |", flush=True)
            for w in wrong:
                print(f"  wrong: {w}", flush=True)
            failed = failed or bool(wrong) or p99 > WORST or seconds[-1] == float("inf") or peak > a.ceiling or after > before + 5
    finally:
        server.terminate()
        if server.wait(30) != 0:
            failed = True
    sys.exit(failed)


if __name__ == "__main__":
    main()
