#!/usr/bin/env python3
"""Times documents and lookups over HTTP beside a bare Gin server that returns the
same bytes, headers too, from memory, in turns, and prints a Markdown table.

    bench/documents.py [--seconds 3] [--rounds 5] [--connections 8] [--path /doc/meeting/2025-ism-ottawa]

Needs Linux, wrk (Debian: apt-get install wrk) and Go. The ratio of a row is the
median of those of the rounds, in each of which one server is measured right after the
other. Where others use the machine the rates say little: the last column compares the
processor time of the servers for a request, which varies less.
"""
import argparse, os, re, statistics, subprocess, sys, tempfile, time, urllib.parse, urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def build(into, package):
    out = os.path.join(into, os.path.basename(package))
    subprocess.run(["go", "build", "-trimpath", "-o", out, package], cwd=ROOT, check=True)
    return out


def get(url, **headers):
    request = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    with urllib.request.urlopen(request) as answer:
        return answer.read(), answer.headers


def await_server(url):
    for _ in range(300):
        try:
            return get(url)
        except OSError:
            time.sleep(0.1)
    sys.exit(f"{url} does not answer")


def used(server):
    """Returns the processor time of a process, in seconds."""
    with open(f"/proc/{server.pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wrk(url, server, args, headers):
    """Returns requests a second, the 99th percentile in milliseconds, and the
    processor time of a request in microseconds."""
    before = used(server)
    command = ["wrk", "-t1", f"-c{args.connections}", f"-d{args.seconds}s", "--latency"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    text = subprocess.run(command + [url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text and "If-None-Match" not in headers:
        sys.exit(f"{url}: {text}")
    slow = re.search(r"99%\s+([\d.]+)(us|ms|s)", text)
    scale = {"us": 0.001, "ms": 1, "s": 1000}[slow[2]]
    requests = int(re.search(r"(\d+) requests in", text)[1])
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]), float(slow[1]) * scale, (used(server) - before) / requests * 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--path", default="/doc/meeting/2025-ism-ottawa")
    parser.add_argument("--port", type=int, default=8190, help="and the two after it")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(args, folder)


def run(args, folder):
    kept, made, bare = (f"http://127.0.0.1:{args.port + i}" for i in range(3))
    plenary = build(folder, "./cmd/plenary")
    servers = [subprocess.Popen([plenary, "serve", "--addr", url[7:], "--base", url + "/", "--no-access-log", *more], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
               for url, more in ((kept, []), (made, ["--cache", "0"]))]
    try:
        await_server(kept + "/healthz"), await_server(made + "/healthz")
        thing = kept + "/id/" + args.path.removeprefix("/doc/")
        query = "/sparql?" + urllib.parse.urlencode({"query": f"SELECT ?p ?o {{ <{thing}> ?p ?o }} LIMIT 20"})
        files = []
        rows = []
        for name, server, path, accept, goal in (("Turtle, kept", kept, args.path, "text/turtle", 0.8), ("JSON-LD, kept", kept, args.path, "application/ld+json", 0.8),
                                                 ("page, kept", kept, args.path, "text/html", 0.8), ("304", kept, args.path, "text/turtle", 0.9),
                                                 ("Turtle, made anew", made, args.path, "text/turtle", 0.25), ("JSON-LD, made anew", made, args.path, "application/ld+json", 0.25),
                                                 ("lookup, repeated", kept, query, "application/sparql-results+json", 0.6)):
            body, headers = get(server + path, Accept=accept)
            file = os.path.join(folder, f"body{len(rows)}")
            with open(file, "wb") as out:
                out.write(body)
            with open(file + ".headers", "w") as out:
                out.writelines(f"{name}: {value}\n" for name, value in headers.items() if name not in ("Date", "Connection"))
            files.append(f"/{len(rows)}={file}")
            sent = {"Accept": accept}
            if name == "304":
                sent["If-None-Match"] = headers["ETag"]
            rows.append((name, server + path, sent, len(body), goal))
        servers.append(subprocess.Popen([build(folder, "./handlers/testdata/bare"), bare[7:], *files]))
        await_server(bare + "/0")
        print("| answer | bytes | requests/s | bare Gin | ratio | wanted | p99, ms | µs of processor | of bare Gin | ratio |\n|" + " --- |" * 10)
        for i, (name, url, sent, size, goal) in enumerate(rows):
            server = servers[url.startswith(made)]
            ours, theirs = [], []
            for _ in range(args.rounds):
                ours.append(wrk(url, server, args, sent))
                theirs.append(wrk(f"{bare}/{i}", servers[2], args, sent))
            (rate, slow, cost), (bare_rate, _, bare_cost) = ([statistics.median(column) for column in zip(*rows)] for rows in (ours, theirs))
            ratio = statistics.median(a[0] / b[0] for a, b in zip(ours, theirs))
            print(f"| {name} | {size} | {rate:.0f} | {bare_rate:.0f} | {ratio:.2f} | {goal} | {slow:.1f} | {cost:.0f} | {bare_cost:.0f} | {bare_cost / cost:.2f} |", flush=True)
    finally:
        for server in servers:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
