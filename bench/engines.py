"""The engines that bench/sparql.py and bench/hostile.py start: how each loads
the releases into a folder of its own, serves them on loopback, and is asked.

Where no graph is named, plenary and QLever answer from the union of all graphs.
The others would count a triple once for each graph that it is in, so that they
hold the distinct triples too: Oxigraph and Fuseki as their default graph,
Virtuoso, which has none, in a server of its own beside that of the named graphs.
"""
import os
import shutil
import signal
import subprocess
import time

import connection
import load

NAMED = r" <https://plenary\.example\.org/id/graph/[^>]*> \.$"


def prepare(file):
    """Writes, beside the N-Quads of a folder, the distinct triples of all its
    graphs, the same in two halves, the quads of the named graphs, and quads and
    distinct triples together, unless they are there."""
    folder = os.path.dirname(file)
    if os.path.exists(os.path.join(folder, "all.nq")):
        return
    subprocess.run(f"""set -e
        sed -E 's#{NAMED}# .#' releases.nq | sort -u -S 1G -T . >distinct.nt
        mkdir -p halves named
        split -n l/2 --additional-suffix=.nt distinct.nt halves/
        grep -E '{NAMED}' releases.nq >named/named.nq
        cat releases.nq distinct.nt >all.nq""", shell=True, check=True, cwd=folder, env={**os.environ, "LC_ALL": "C"})


class Engine:
    """An engine with one server. LOAD and SERVE are its commands, in which FILE,
    FOLDER and PORT stand for the data, the folder of the engine, and a port."""
    name, file, path = "", "all.nq", "/"
    LOAD, SERVE = [], []

    def __init__(self, directory):
        self.folder = os.path.join(directory, self.name.lower())
        self.data = os.path.join(directory, self.file)
        self.process = None

    def installed(self):
        return all(shutil.which(command[0]) for command in (self.LOAD, self.SERVE))

    def fill(self, command):
        names = {"FILE": self.data, "FOLDER": self.folder, "PORT": str(getattr(self, "port", ""))}
        for name, value in names.items():
            command = [part.replace(name, value) for part in command]
        return command

    def load(self):
        """Loads the data unless it has been, and returns the seconds it took."""
        if os.path.exists(self.folder):
            return 0
        unfinished = self.folder + ".part"
        shutil.rmtree(unfinished, ignore_errors=True)
        os.makedirs(unfinished)
        start, folder = time.perf_counter(), self.folder
        self.folder = unfinished
        try:
            self.fill_folder()
        finally:
            self.folder = folder
        os.rename(unfinished, folder)
        return time.perf_counter() - start

    def fill_folder(self):
        self.run(self.LOAD)

    def run(self, command):
        with open(os.path.join(self.folder, "load.log"), "ab") as log:
            if subprocess.run(self.fill(command), cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log).returncode != 0:
                raise load.Failed(f"{command[0]} failed, see {log.name}")

    def start(self):
        self.configure()
        with open(os.path.join(self.folder, "serve.log"), "ab") as log:
            self.process = subprocess.Popen(self.fill(self.SERVE), cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        self.connection = connection.Connection(self.port)
        for _ in range(600):
            if self.process.poll() is not None:
                raise load.Failed(f"the server ended, see {log.name}")
            try:
                if self.query("ASK {}", "application/sparql-results+json", 5).status == 200:
                    return
            except OSError:
                time.sleep(0.2)
        raise load.Failed("the server does not answer")

    def configure(self):
        self.port = load.free_port()

    def stop(self):
        if not self.process:
            return
        self.connection.close()
        for how in (signal.SIGTERM, signal.SIGKILL):
            if self.process.poll() is None:
                os.killpg(self.process.pid, how)
                try:
                    self.process.wait(30)
                except subprocess.TimeoutExpired:
                    pass
        self.process = None

    def query(self, text, accept, seconds, keep=True):
        """Asks over the kept connection, and returns the whole answer."""
        return self.connection.post(self.path, self.form(text), accept, seconds, keep)

    def form(self, text):
        return {"query": text}


class Plenary(Engine):
    name, file, path = "plenary", "releases.nq", "/sparql"

    def __init__(self, directory, command):
        super().__init__(directory)
        self.LOAD = [command, "load", "--data", "FOLDER/db", "FILE"]
        self.SERVE = [command, "serve", "--data", "FOLDER/db", "--addr", "127.0.0.1:PORT"]


class Oxigraph(Engine):
    name, path = "Oxigraph", "/query"
    LOAD = ["oxigraph", "load", "--location", "FOLDER/db", "--file", "FILE"]
    SERVE = ["oxigraph", "serve-read-only", "--location", "FOLDER/db", "--bind", "127.0.0.1:PORT"]


class Fuseki(Engine):
    name, path = "Fuseki", "/ds/query"
    LOAD = ["tdb2.tdbloader", "--loader=parallel", "--loc", "FOLDER/db", "FILE"]
    SERVE = ["fuseki-server", "--localhost", "--port", "PORT", "--tdb2", "--loc", "FOLDER/db", "/ds"]


class QLever(Engine):
    name, file = "QLever", "releases.nq"
    LOAD = ["qlever-index", "-i", "db", "-f", "FILE", "-F", "nq"]
    SERVE = ["qlever-server", "-i", "db", "-p", "PORT", "-m", "6G", "-a", "token"]

    def start(self):
        super().start()
        # The results of queries are cached otherwise, and not computed again.
        self.connection.post(self.path, {"disable-caching": "true", "access-token": "token"}, "*/*", 5)


class VirtuosoServer(Engine):
    """Virtuoso with the files of one folder, of which those that are no quads go
    to the graph GRAPH. Loaders run at once."""
    name, path = "Virtuoso", "/sparql"
    SERVE = ["virtuoso-t", "-f", "-c", "virtuoso.ini"]
    GRAPH = "http://example/all"
    INI = load.Virtuoso.INI + """
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows = 100000000
MaxConstructTriples = 100000000
MaxQueryCostEstimationTime = 0
"""

    def __init__(self, directory, folder, files, loaders):
        super().__init__(directory)
        self.folder = os.path.join(directory, folder)
        self.data, self.files = os.path.split(os.path.join(directory, files))
        self.loaders = loaders

    def configure(self):
        super().configure()
        self.sql = load.free_port()
        with open(os.path.join(self.folder, "virtuoso.ini"), "w") as ini:
            ini.write(self.INI.format(port=self.sql, data=self.data, http=self.port))

    def fill_folder(self):
        self.start()
        try:
            self.isql(f"ld_dir('{self.data}', '{self.files}', '{self.GRAPH}');").wait()
            for loader in [self.isql("rdf_loader_run();") for _ in range(self.loaders)]:
                loader.wait()
            self.isql("checkpoint;").wait()
        finally:
            self.stop()

    def isql(self, statements):
        return subprocess.Popen(["isql-vt", f"127.0.0.1:{self.sql}", "dba", "dba", f"EXEC={statements}"], stdout=subprocess.DEVNULL)


class VirtuosoTriples(VirtuosoServer):
    def form(self, text):
        return {"query": text, "default-graph-uri": self.GRAPH}


class VirtuosoGraphs(VirtuosoServer):
    OWN = ["http://www.openlinksw.com/schemas/virtrdf#", "http://www.w3.org/ns/ldp#", "http://localuriqaserver/sparql"]

    def form(self, text):
        hidden = "".join(f"define input:named-graph-exclude <{graph}> " for graph in self.OWN)
        return {"query": hidden + text if "GRAPH ?" in text else text}


class Virtuoso:
    """Virtuoso with its two servers: queries with GRAPH go to that of the named
    graphs. Both have graphs of the server itself besides, which count for nothing."""
    name = "Virtuoso"

    def __init__(self, directory):
        self.triples = VirtuosoTriples(directory, "virtuoso", "halves/*.nt", 2)
        self.graphs = VirtuosoGraphs(directory, "virtuoso-named", "named/*.nq", 1)
        self.servers = [self.triples, self.graphs]

    def installed(self):
        return bool(shutil.which("virtuoso-t") and shutil.which("isql-vt"))

    def load(self):
        return sum(server.load() for server in self.servers)

    def start(self):
        for server in self.servers:
            server.start()

    def stop(self):
        for server in self.servers:
            server.stop()

    def query(self, text, *rest):
        return (self.graphs if "GRAPH" in text else self.triples).query(text, *rest)


def engines(directory, plenary):
    """Returns all of them, for the data of a folder."""
    return [Plenary(directory, plenary), QLever(directory), Virtuoso(directory), Oxigraph(directory), Fuseki(directory)]
