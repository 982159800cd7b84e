"""Answers to queries, made comparable: the order of solutions counts only where
the query gives one, numbers count by their values, and all blank nodes are one."""
import decimal
import hashlib
import json
import re

NUMBERS = {"http://www.w3.org/2001/XMLSchema#" + name for name in (
    "integer decimal double float nonNegativeInteger positiveInteger negativeInteger nonPositiveInteger "
    "int long short byte unsignedInt unsignedLong unsignedShort unsignedByte").split()}
STRING = "http://www.w3.org/2001/XMLSchema#string"


class Digest:
    """How many solutions or triples an answer has, and a number that is the same
    for the same ones."""

    def __init__(self, rows, ordered):
        self.count, total = 0, 0
        for row in rows:
            self.count += 1
            weight = self.count if ordered else 1
            total += weight * int.from_bytes(hashlib.blake2b(repr(row).encode(), digest_size=16).digest(), "big")
        self.total = total % (1 << 128)

    def key(self):
        return self.count, self.total


def digest(answer, query):
    """Reads a JSON result or N-Triples."""
    if answer.headers["content-type"].startswith("application/sparql-results+json"):
        return Digest(solutions(json.loads(answer.body)), ordered(query))
    return Digest(triples(answer.body.decode()), False)


def ordered(query):
    return "ORDER BY" in query[query.rindex("}"):] if "}" in query else False


def solutions(result):
    if "boolean" in result:
        yield result["boolean"]
        return
    names = sorted(result["head"]["vars"])
    if names == ["__ASK_RETVAL"]:  # Virtuoso's
        yield result["results"]["bindings"][0][names[0]]["value"] == "1"
        return
    for solution in result["results"]["bindings"]:
        yield tuple(term(solution[name]) if name in solution else None for name in names)


def term(t):
    value, kind = t["value"], t["type"]
    if kind == "bnode":
        return "_:"
    if kind == "uri":
        return f"<{value}>"
    return literal(value, t.get("datatype", STRING), t.get("xml:lang", ""))


def literal(value, datatype, language):
    if datatype in NUMBERS:
        return number(value)
    if "|" in value:
        # The order within GROUP_CONCAT is anyone's.
        value = "|".join(sorted(value.split("|")))
    return f'"{value}"@{language.lower()}' if language else f'"{value}"' if datatype == STRING else f'"{value}"^^{datatype}'


def number(text):
    """Returns ten digits: engines count decimals exactly or in floating point."""
    try:
        return f"{decimal.Decimal(text.replace('INF', 'Infinity')):.9e}"
    except decimal.InvalidOperation:
        return f'"{text}"'


TRIPLE = re.compile(r'(\S+)\s+(\S+)\s+(?:(<[^>]*>|_:\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?)\s*\.\s*')
ESCAPE = re.compile(r"\\(?:u(.{4})|U(.{8})|(.))")
ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def triples(text):
    for line in text.split("\n"):
        if not line.strip() or line.startswith("#"):
            continue
        match = TRIPLE.fullmatch(line)
        if not match:
            raise ValueError(f"no triple: {line[:200]}")
        s, p, o, value, language, datatype = match.groups()
        yield unescaped(s), unescaped(p), unescaped(o) if o else literal(unescaped(value), datatype or STRING, language or "")


def unescaped(text):
    def character(match):
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else ESCAPED.get(match[3], match[3])
    return ESCAPE.sub(character, text) if "\\" in text else text
