#!/usr/bin/env python3
"""Times SPARQL: plenary beside QLever, Virtuoso, Oxigraph and Jena Fuseki, the
queries of bench/queries over HTTP, in turns.

    python3 bench/sparql.py [--dir DIR] [--thousands 10] [--runs 9] [--only NAMES]
                            [--queries GLOB] [--timeout 60] [--enough 60] [--format json] [--quickest]

Makes the data (bench/generate releases), loads it into each engine that is
installed, once for all runs of this program, starts their servers, and checks
that each holds as many triples, and as many quads in named graphs, as the file.
Then it takes query after query: each engine answers once in JSON (N-Triples
where the query constructs), which is compared and warms, then runs times more in
turns, all over one kept connection to each; an engine that has spent --enough
seconds on a query is not asked again. A time is that from the request to the
last byte of the answer. The answer that most engines give is right, others are
wrong, and have no time. Prints medians in milliseconds as Markdown; the ratio is
that of the first engine to the best of the others. Exit status 1: an engine
failed or was wrong.

Needs Go. Uses what else it finds on PATH:
  qlever-index, qlever-server    ad-freiburg/qlever
  virtuoso-t, isql-vt            Debian's virtuoso-opensource-7-bin
  oxigraph                       the package oxigraph of PyPI
  tdb2.tdbloader                 bin/ of org.apache.jena:apache-jena, of type
                                 tar.gz, from Maven Central
  fuseki-server                  a script of two lines that runs the jar of
                                 org.apache.jena:jena-fuseki-server with
                                 java -Xmx4g -jar FILE "$@"
"""
import argparse
import collections
import fnmatch
import math
import os
import signal
import statistics
import sys

import answers
import engines
import load

QUERIES = os.path.join(load.ROOT, "bench", "queries")
ACCEPT = {"json": "application/sparql-results+json", "tsv": "text/tab-separated-values", "csv": "text/csv", "nt": "application/n-triples"}


class Query:
    def __init__(self, path):
        self.name = os.path.basename(path).removesuffix(".rq")
        with open(path) as file:
            self.text = file.read()

    def accept(self, format):
        return ACCEPT["nt" if "CONSTRUCT" in self.text else "json" if "ASK" in self.text else format]


class Outcome:
    """What an engine made of one query: a digest and times, or why not."""

    of_runs = staticmethod(statistics.median)

    def __init__(self):
        self.digest, self.seconds, self.failure = None, [], ""

    def __str__(self):
        return self.failure or f"{1000 * self.time():.4g}"

    def time(self):
        return self.of_runs(self.seconds)


def ask(engine, text, accept, timeout, keep):
    """Returns the answer; an engine that is late or breaks is started anew."""
    try:
        answer = engine.query(text, accept, timeout, keep)
    except (OSError, ValueError) as failure:
        engine.stop()
        engine.start()
        raise load.Failed("timeout" if isinstance(failure, TimeoutError) else "broken") from failure
    if answer.status != 200:
        raise load.Failed(f"status {answer.status}")
    return answer


def checked(engine, query, timeout):
    """Asks once, in the format that can be compared."""
    outcome = Outcome()
    try:
        answer = ask(engine, query.text, query.accept("json"), timeout, True)
        outcome.digest = answers.digest(answer, query.text)
    except load.Failed as failure:
        outcome.failure = str(failure)
    except (ValueError, KeyError) as failure:
        outcome.failure = "unreadable"
        print(f"{engine.name}: {query.name}: {failure}", file=sys.stderr)
    return outcome


def compare(outcomes):
    """Marks as wrong what differs from the answer of most."""
    votes = collections.Counter(o.digest.key() for o in outcomes.values() if not o.failure)
    for outcome in outcomes.values():
        if not outcome.failure and outcome.digest.key() != votes.most_common(1)[0][0]:
            outcome.failure = f"wrong ({outcome.digest.count:,})"


def measure(chosen, query, args):
    """Returns the outcome of each engine."""
    outcomes = {engine: checked(engine, query, args.timeout) for engine in chosen}
    compare(outcomes)
    for _ in range(args.runs):
        for engine, outcome in outcomes.items():
            if outcome.failure or sum(outcome.seconds) > args.enough:
                continue
            try:
                outcome.seconds.append(ask(engine, query.text, query.accept(args.format), args.timeout, False).seconds)
            except load.Failed as failure:
                outcome.failure = str(failure)
    return outcomes


def held(engine, pattern):
    answer = engine.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}", ACCEPT["csv"], 600)
    numbers = load.numbers(answer.body.decode())
    return numbers[0] if numbers else answer.body.decode()[:200]


def lines(file):
    with open(file, "rb") as content:
        return sum(1 for _ in content)


def started(chosen, folder):
    """Loads and starts engines, and returns those that hold what they should."""
    wanted = lines(os.path.join(folder, "distinct.nt")), lines(os.path.join(folder, "named", "named.nq"))
    ready = []
    for engine in chosen:
        try:
            seconds = engine.load()
            engine.start()
            holds = held(engine, "?s ?p ?o"), held(engine, "GRAPH ?g { ?s ?p ?o }")
            if holds != wanted:
                raise load.Failed(f"holds {holds} distinct triples and quads of named graphs, not {wanted}")
            print(f"{engine.name}: ready" + (f", loaded in {seconds:.0f} s" if seconds else ""), file=sys.stderr)
            ready.append(engine)
        except load.Failed as failure:
            print(f"{engine.name}: {failure}", file=sys.stderr)
            engine.stop()
    return ready


def row(query, outcomes):
    first, *others = outcomes.values()
    best = min((o.time() for o in others if not o.failure), default=0)
    count = next((f"{o.digest.count:,}" for o in outcomes.values() if not o.failure), "")
    ratio = f"{first.time() / best:.2f}" if best and not first.failure else ""
    print(f"| {query.name} | {count} | {' | '.join(map(str, outcomes.values()))} | {ratio} |", flush=True)


def summary(results, chosen):
    """Prints geometric means over the queries that all engines answer."""
    common = [outcomes for outcomes in results if not any(o.failure for o in outcomes.values())]
    means = [math.exp(statistics.mean(math.log(o[engine].time()) for o in common)) for engine in chosen] if common else []
    ratio = f"{means[0] / min(means[1:]):.2f}" if len(means) > 1 else ""
    print(f"| geometric mean of {len(common)} | | {' | '.join(f'{1000 * mean:.4g}' for mean in means)} | {ratio} |")
    print(f"| failures | | {' | '.join(str(sum(bool(o[engine].failure) for o in results)) for engine in chosen)} | |")


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dir", default=os.path.join(os.environ.get("TMPDIR", "/tmp"), "plenary-bench"))
    parser.add_argument("--thousands", type=int, default=10, help="thousands of releases, of about a hundred quads each")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--only", default="", help="only engines with one of these names, comma between them")
    parser.add_argument("--queries", default="*", help="only queries whose file name, without .rq, matches")
    parser.add_argument("--timeout", type=float, default=60, help="seconds for one answer")
    parser.add_argument("--enough", type=float, default=60, help="seconds that an engine may spend on a query before it is not asked again")
    parser.add_argument("--format", choices=["json", "tsv", "csv"], default="json", help="of the answers that are timed")
    parser.add_argument("--quickest", action="store_true", help="tell the quickest of the runs, not the median: for machines with other work")
    return parser.parse_args()


def installed(directory, folder, only):
    names = [name for name in only.lower().split(",") if name]
    for engine in engines.engines(folder, directory("plenary")):
        if names and engine.name.lower() not in names:
            continue
        if engine.installed():
            yield engine
        else:
            print(f"{engine.name}: not installed, skipped", file=sys.stderr)


def main():
    args = options()
    if args.quickest:
        Outcome.of_runs = min
    directory = os.path.abspath(args.dir)
    os.makedirs(directory, exist_ok=True)
    path = load.build(directory)
    file, quads = load.data(directory, path, args.thousands)
    engines.prepare(file)
    names = fnmatch.filter(sorted(os.listdir(QUERIES)), args.queries + ".rq")
    chosen = list(installed(path, os.path.dirname(file), args.only))
    ready = []
    try:
        ready = started(chosen, os.path.dirname(file))
        print(f"{quads:,} quads, {len(names)} queries, {args.format}, {'quickest' if args.quickest else 'medians'} of {args.runs} in ms, load average {os.getloadavg()[0]:.1f}\n")
        print(f"| query | rows | {' | '.join(engine.name for engine in ready)} | ratio |\n| --- | --: |{' --: |' * (len(ready) + 1)}")
        results = []
        for name in names:
            query = Query(os.path.join(QUERIES, name))
            results.append(measure(ready, query, args))
            row(query, results[-1])
        summary(results, ready)
    finally:
        for engine in ready:
            engine.stop()
    failed = len(ready) < len(chosen) or any(o.failure for outcomes in results for o in outcomes.values())
    return 1 if failed else 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers are stopped
    sys.exit(main())
