"""A Memento client (RFC 7089) that walks: over the TimeGate to the memento of any
moment, from memento to memento, and along the TimeMap. It knows the RFC alone. The
server is one of its own, over a thing with three versions."""

import datetime
import email.utils
import os
import re
import subprocess
import sys
import tempfile
import time

import requests

plenary = os.environ["CACHE"] + "/plenary"
port = int(re.search(r":(\d+)/", sys.argv[2])[1]) + 1
base = f"http://localhost:{port}/"
original = base + "doc/meeting/x"
words = ["first", "second", "third"]
failed = 0


def want(what, found, expected):
    global failed
    if found != expected:
        failed = 1
        print(f"memento: {what}: {found!r}, want {expected!r}")


def links(text):
    """Links as (target, relations, parameters), RFC 8288."""
    found = []
    for target, rest in re.findall(r"<([^>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:\"[^\"]*\"|[^\s,;]+))*)", text):
        parameters = dict(re.findall(r'([\w*-]+)\s*=\s*"([^"]*)"', rest))
        found.append((target, parameters.get("rel", "").split(), parameters))
    return found


def target(found, relation, kind=None):
    return next((t for t, relations, p in found if relation in relations and kind in (None, p.get("type"))), None)


def when(text):
    return email.utils.parsedate_to_datetime(text)


def get(address, **headers):
    return requests.get(address, headers={"Accept": "text/turtle", **headers}, allow_redirects=False)


def at(moment):
    """Goes over the gate to the memento of a moment."""
    answer = get(gate, **{"Accept-Datetime": email.utils.format_datetime(moment, usegmt=True)})
    want(f"the gate at {moment:%T}", answer.status_code, 302)
    want("the gate varies by the time", "accept-datetime" in answer.headers["Vary"].lower(), True)
    return get(requests.compat.urljoin(gate, answer.headers["Location"]))


def check(memento, word):
    """Looks at a memento that says word."""
    want("a memento", memento.status_code, 200)
    want("what it says", f'"{word}"' in memento.text, True)
    want("it does not change", "immutable" in memento.headers["Cache-Control"], True)
    found = links(memento.headers["Link"])
    want("it leads to original, gate and map", (target(found, "original"), target(found, "timegate"), target(found, "timemap", "application/link-format")), (original, gate, timemap))
    want("it is kept", get(memento.url, **{"If-None-Match": memento.headers["ETag"]}).status_code, 304)
    return found


folder = tempfile.TemporaryDirectory()
store = folder.name + "/store"
times = []
for i, word in enumerate(words):
    document = f'<{base}id/meeting/x> <http://www.w3.org/2000/01/rdf-schema#label> "{word}" .'
    subprocess.run([plenary, "load", "--data", store, "--base", base, "--replace", "--graph", base + "g", "--from", "turtle", "-"], input=document, text=True, check=True, stdout=subprocess.DEVNULL)
    times.append(datetime.datetime.now(datetime.timezone.utc))
    time.sleep(2)
server = subprocess.Popen([plenary, "serve", "--data", store, "--addr", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL)
try:
    session = requests.Session()
    session.mount("http://", requests.adapters.HTTPAdapter(max_retries=requests.adapters.Retry(connect=30, backoff_factor=0.1)))
    now = session.get(original, headers={"Accept": "text/turtle"})
    found = links(now.headers["Link"])
    gate, timemap = target(found, "timegate"), target(found, "timemap", "application/link-format")
    want("the original is its own gate", gate, original)
    want("the original says the last", '"third"' in now.text, True)
    for moment, word in zip(times, words):
        check(at(moment + datetime.timedelta(seconds=0.9)), word)
    check(at(times[0] - datetime.timedelta(days=1000)), "first")
    check(at(times[2] + datetime.timedelta(days=1000)), "third")
    want("a time that is none", get(gate, **{"Accept-Datetime": "yesterday"}).status_code, 400)

    walked = []  # from the last to the first
    memento = at(times[2] + datetime.timedelta(days=1))
    for word in reversed(words):
        found = check(memento, word)
        walked.append((memento.url, when(memento.headers["Memento-Datetime"])))
        if before := target(found, "prev"):
            memento = get(before)
    want("the walk ends at the first", before, None)

    listed = get(timemap, Accept="application/link-format")
    want("the map is a list of links", listed.headers["Content-Type"].split(";")[0], "application/link-format")
    mapped = [(t, when(p["datetime"])) for t, relations, p in links(listed.text) if "memento" in relations]
    want("the map has what was walked to", mapped, walked[::-1])
    as_json = requests.get(target(links(now.headers["Link"]), "timemap", "application/json")).json()
    want("the map as JSON", [m["uri"] for m in as_json["mementos"]["list"]], [t for t, _ in mapped])
finally:
    server.terminate()
    server.wait()
    folder.cleanup()
sys.exit(failed)
