"""Queries that ask for more than any server should give: pairs of a name and a
text. All are of SPARQL 1.1, and most are short."""

PREFIXES = """PREFIX pl: <https://w3id.org/plenary#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dct: <http://purl.org/dc/terms/>
"""


def hostile():
    for family in (crosses, closures, branches, nests, regexes, concatenations, lists, orders, texts, negations, joins, templates):
        for number, text in enumerate(family(), 1):
            yield f"{family.__name__} {number}", PREFIXES + text


def any_triples(n):
    return " . ".join(f"?s{i} ?p{i} ?o{i}" for i in range(n))


def crosses():
    """Cross products of everything."""
    for n in (2, 3, 4, 6):
        every = any_triples(n)
        yield f"SELECT * WHERE {{ {every} }}"
        yield f"SELECT (COUNT(*) AS ?n) WHERE {{ {every} }}"
        yield f"SELECT DISTINCT ?o0 ?o1 WHERE {{ {every} }}"
        yield f"SELECT (COUNT(DISTINCT CONCAT(STR(?o0), STR(?o1))) AS ?n) WHERE {{ {every} }}"
        yield f"SELECT ?o0 (COUNT(*) AS ?n) WHERE {{ {every} }} GROUP BY ?o0 ?o1"
        yield f"SELECT * WHERE {{ {every} FILTER (STR(?o0) > STR(?o1)) }}"
        yield f"SELECT * WHERE {{ {every} FILTER (STRLEN(STR(?o0)) + STRLEN(STR(?o1)) = 1000000) }}"
        yield f"ASK {{ {every} FILTER (?o0 = ?o1 + 0.5) }}"
    yield "SELECT * WHERE { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } FILTER (?g != ?h) }"
    yield "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } FILTER (STR(?c) < STR(?f)) }"


def closures():
    """Transitive closures of the whole graph."""
    paths = ["(rdf:type|!rdf:type)*", "(rdf:type|!rdf:type)+", "(!pl:none)*", "(!pl:none|!(^pl:none))+", "(^rdf:type|!rdf:type)*",
             "((rdf:type|!rdf:type)/(rdf:type|!rdf:type))*", "((!pl:none)+)+", "((!pl:none)*)*", "((!pl:none)?)+",
             "(pl:attendedBy/^pl:attendedBy)+", "(pl:discussed/^pl:discussed)*", "(^rdf:type/rdf:type)+"]
    for path in paths:
        yield f"SELECT * WHERE {{ ?a {path} ?b }}"
        yield f"SELECT (COUNT(*) AS ?n) WHERE {{ ?a {path} ?b . ?b {path} ?c }}"
        yield f"SELECT (COUNT(DISTINCT ?b) AS ?n) WHERE {{ <https://plenary.example.org/id/country/canada> {path} ?b }}"
    yield "SELECT * WHERE { ?a " + "/".join(["(!pl:none)*"] * 40) + " ?b }"


def branches():
    """Ten thousand alternatives."""
    n = 10_000
    yield "SELECT * WHERE { " + " UNION ".join(["{ ?s ?p ?o }"] * n) + " }"
    yield "SELECT * WHERE { " + " UNION ".join(f"{{ ?s pl:p{i} ?o }}" for i in range(n)) + " }"
    yield "SELECT * WHERE { " + " UNION ".join(f"{{ ?s{i} ?p{i} ?o{i} }}" for i in range(n)) + " }"
    yield "SELECT * WHERE { " + " UNION ".join(f"{{ ?s rdfs:label ?l{i} OPTIONAL {{ ?s pl:p{i} ?o }} }}" for i in range(n)) + " }"
    yield "SELECT (COUNT(*) AS ?n) WHERE { " + " UNION ".join(f"{{ ?s a ?c . ?s ?p{i} ?o }}" for i in range(n)) + " }"
    yield "SELECT * WHERE { ?s " + "|".join(f"pl:p{i}" for i in range(n)) + " ?o }"
    yield "SELECT * WHERE { ?s (" + "|".join(f"pl:p{i}" for i in range(n)) + ")* ?o }"
    yield "SELECT * WHERE { ?s !(" + "|".join(f"pl:p{i}" for i in range(n)) + ") ?o }"
    yield "SELECT * WHERE { ?s " + "/".join(["(!pl:none)"] * n) + " ?o }"
    yield "SELECT * WHERE { ?s ?p ?o " + " ".join(f"OPTIONAL {{ ?s pl:p{i} ?o{i} }}" for i in range(n)) + " }"
    yield "SELECT * WHERE { ?s ?p ?o " + " ".join(f"MINUS {{ ?s pl:p{i} ?x }}" for i in range(n)) + " }"


def nests():
    """Five thousand levels of everything that nests."""
    n = 5_000

    def nest(before, inside, after, times=n):
        return before * times + inside + after * times
    yield "SELECT * WHERE " + nest("{ ", "?s ?p ?o", " }")
    yield "SELECT * WHERE { " + nest("{ SELECT * WHERE { ", "?s ?p ?o", " } }") + " }"
    yield "SELECT * WHERE { ?s ?p ?o " + nest("OPTIONAL { ?s ?p ?o ", "", " }") + " }"
    yield "SELECT * WHERE { ?s ?p ?o " + nest("MINUS { ?s ?p ?o ", "", " }") + " }"
    yield "SELECT * WHERE { ?s ?p ?o " + nest("FILTER NOT EXISTS { ?s ?p ?o ", "", " }") + " }"
    yield "SELECT * WHERE { " + nest("GRAPH ?g { ", "?s ?p ?o", " }") + " }"
    yield "SELECT * WHERE { " + nest("{ ?s ?p ?o } UNION { ", "?s ?p ?o", " }") + " }"
    yield "SELECT * WHERE { ?s ?p ?o FILTER " + nest("(", "?o = 1", ")") + " }"
    yield "SELECT * WHERE { ?s ?p ?o FILTER (" + nest("!(", "?o", ")") + ") }"
    yield "SELECT * WHERE { ?s ?p ?o FILTER (" + nest("-(", "?o", ")") + " = 1) }"
    yield "SELECT * WHERE { ?s ?p ?o FILTER (" + nest("1 + (", "?o", ")") + " = 1) }"
    yield "SELECT * WHERE { ?s ?p ?o BIND (" + nest("IF(true, ", "?o", ", 1)") + " AS ?x) }"
    yield "SELECT * WHERE { ?s ?p ?o BIND (" + nest("STR(", "?o", ")") + " AS ?x) }"
    yield "SELECT * WHERE { ?s ?p " + nest("[ ?p ", "?o", " ]") + " }"
    yield "SELECT * WHERE { ?s ?p " + nest("( ", "?o", " )") + " }"
    yield "SELECT * WHERE { ?s " + nest("(", "pl:p", ")*") + " ?o }"
    yield "SELECT * WHERE { ?s " + nest("^(", "pl:p", ")") + " ?o }"
    yield "SELECT * WHERE { ?s " + nest("(!pl:none/", "pl:p", ")+") + " ?o }"


def regexes():
    """Regular expressions that backtrack or grow."""
    patterns = ["(a+)+$", "(a|a)*b$", "(.*)*x{9}", "(.*a){30}", "([a-z]+)*!", "(a?){60}a{60}", "((a{1,50}){1,50}){1,50}", "(x{1000}){1000}", ".*.*.*.*.*.*=.*",
                "^(([a-z])+.)+[A-Z]([a-z])+$", "(?:(?:(?:.?)*)*)*q", "|".join(f"w{i}.*z" for i in range(5_000))]
    for pattern in patterns:
        yield f'SELECT * WHERE {{ ?s ?p ?o FILTER REGEX(STR(?o), "{pattern}", "i") }}'
        yield f'SELECT (COUNT(*) AS ?n) WHERE {{ ?s ?p ?o . ?t ?q ?v FILTER REGEX(CONCAT(STR(?o), STR(?v)), "{pattern}") }}'
        yield f'SELECT (MAX(STRLEN(REPLACE(STR(?o), "{pattern}", "$0$0$0$0"))) AS ?n) WHERE {{ ?s ?p ?o }}'
    yield "SELECT * WHERE { ?s ?p ?o . ?t rdfs:label ?pattern FILTER REGEX(STR(?o), STR(?pattern)) }"


def concatenations():
    """Texts of everything."""
    yield "SELECT (GROUP_CONCAT(STR(?o)) AS ?all) WHERE { ?s ?p ?o }"
    yield "SELECT (GROUP_CONCAT(DISTINCT STR(?o)) AS ?all) WHERE { ?s ?p ?o }"
    yield 'SELECT (GROUP_CONCAT(CONCAT(STR(?s), STR(?p), STR(?o)); SEPARATOR="' + "-" * 10_000 + '") AS ?all) WHERE { ?s ?p ?o }'
    yield "SELECT ?p (GROUP_CONCAT(STR(?o)) AS ?all) WHERE { ?s ?p ?o } GROUP BY ?p"
    yield "SELECT ?a (GROUP_CONCAT(?all) AS ?more) WHERE { ?a a ?c { SELECT (GROUP_CONCAT(STR(?o)) AS ?all) WHERE { ?s ?p ?o } } } GROUP BY ?a"
    yield "SELECT (GROUP_CONCAT(STR(?o)) AS ?all) WHERE { ?s ?p ?o . ?t ?q ?v }"
    yield "SELECT (SHA512(GROUP_CONCAT(STR(?o))) AS ?all) WHERE { ?s ?p ?o . ?t ?q ?v }"
    doubled = " ".join(f"BIND (CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(60))
    yield f"SELECT (STRLEN(?x60) AS ?n) WHERE {{ BIND ('0123456789' AS ?x0) {doubled} }}"
    yield f"SELECT ?x60 WHERE {{ BIND ('0123456789' AS ?x0) {doubled} }}"
    squared = " ".join(f"BIND (?x{i} * ?x{i} AS ?x{i + 1})" for i in range(60))
    yield f"SELECT ?x60 WHERE {{ BIND (1234567890123456789 AS ?x0) {squared} }}"
    replaced = " ".join(f"BIND (REPLACE(?x{i}, '.', '$0$0$0$0') AS ?x{i + 1})" for i in range(40))
    yield f"SELECT (STRLEN(?x40) AS ?n) WHERE {{ BIND ('ab' AS ?x0) {replaced} }}"
    encoded = " ".join(f"BIND (ENCODE_FOR_URI(CONCAT(?x{i}, '/%')) AS ?x{i + 1})" for i in range(200))
    yield f"SELECT (STRLEN(?x200) AS ?n) WHERE {{ BIND ('/' AS ?x0) {encoded} }}"


def lists():
    """A million rows, and long lists of all else."""
    million = range(1_000_000)
    yield "SELECT * WHERE { VALUES ?x { " + " ".join(map(str, million)) + " } }"
    yield "SELECT * WHERE { VALUES (?x ?y) { " + " ".join(f"({i} {i})" for i in million) + " } ?s ?p ?x . ?t ?q ?y }"
    yield "SELECT * WHERE { VALUES ?s { " + " ".join(f"<http://e.org/{i}>" for i in million) + " } ?s ?p ?o }"
    yield "SELECT * WHERE { VALUES (?x ?y) { " + "(UNDEF UNDEF) " * 1_000_000 + " } ?x ?p ?y }"
    some = range(100_000)
    yield "SELECT * WHERE { ?s ?p ?o FILTER (?o IN (" + ", ".join(map(str, some)) + ")) }"
    yield "SELECT * WHERE { ?s ?p ?o FILTER (" + " || ".join(f"?o = {i}" for i in some) + ") }"
    yield "SELECT * WHERE { ?s ?p ?o FILTER (?o = " + " + ".join(map(str, some)) + ") }"
    yield "SELECT * WHERE { " + " . ".join(f"?s pl:p{i} ?o{i}" for i in some) + " }"
    yield "SELECT " + " ".join(f"?v{i}" for i in some) + " WHERE { ?s ?p ?o }"
    yield "SELECT " + " ".join(f"(COUNT(?s) + {i} AS ?v{i})" for i in some) + " WHERE { ?s ?p ?o }"
    yield "SELECT * WHERE { ?s ?p ?o } ORDER BY " + " ".join(f"STRLEN(CONCAT(STR(?o), '{i}'))" for i in range(5_000))
    yield "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY " + " ".join(f"?v{i}" for i in some)
    yield "".join(f"PREFIX p{i}: <http://e.org/{i}/>\n" for i in some) + "SELECT * WHERE { ?s ?p ?o . ?t ?q ?v }"
    yield "SELECT * WHERE { ?s ?p <http://e.org/" + "x" * 5_000_000 + "> . ?t ?q ?v }"
    yield "SELECT * WHERE { ?s ?p ?o FILTER CONTAINS(STR(?o), '" + "x" * 5_000_000 + "') }"
    yield "SELECT * WHERE { ?s ?p ?o BIND (COALESCE(" + ", ".join("1/0" for _ in some) + ") AS ?x) }"
    yield "SELECT * " + " ".join(f"FROM <http://e.org/{i}>" for i in some) + " WHERE { ?s ?p ?o }"
    yield "SELECT * " + " ".join(f"FROM NAMED <http://e.org/{i}>" for i in some) + " WHERE { GRAPH ?g { ?s ?p ?o } }"


def orders():
    """Sorts and pages of products."""
    for by in ("?o", "STR(?o) ?v", "DESC(CONCAT(STR(?o), STR(?v)))", "RAND()", "(STRLEN(STR(?o)) * STRLEN(STR(?v)))", "SHA512(CONCAT(STR(?s), STR(?t)))"):
        yield f"SELECT * WHERE {{ ?s ?p ?o . ?t ?q ?v }} ORDER BY {by}"
        yield f"SELECT * WHERE {{ ?s ?p ?o . ?t ?q ?v }} ORDER BY {by} LIMIT 10"
        yield f"SELECT ?o ?v WHERE {{ ?s ?p ?o . ?t ?q ?v }} ORDER BY {by} OFFSET 1000000000 LIMIT 10"
    yield "SELECT DISTINCT * WHERE { ?s ?p ?o . ?t ?q ?v } OFFSET 1000000000000 LIMIT 1"
    yield "SELECT REDUCED ?p ?q WHERE { ?s ?p ?o . ?t ?q ?v }"


def texts():
    """Much work on each of many strings."""
    for work in ("SHA512(SHA384(SHA256(SHA1(MD5(STR(?o))))))", "UCASE(LCASE(UCASE(LCASE(STR(?o)))))", "STRAFTER(STRBEFORE(STR(?o), 'zz'), 'yy')",
                 "CONCAT(" + ", ".join(["STR(?o)"] * 1_000) + ")", "REPLACE(REPLACE(STR(?o), '.', 'xx'), 'x', 'yyyyyyyy')", "IRI(CONCAT('http://e.org/', ENCODE_FOR_URI(STR(?o)), STR(?v)))"):
        yield f"SELECT (COUNT(DISTINCT {work}) AS ?n) WHERE {{ ?s ?p ?o . ?t ?q ?v }}"
        yield f"SELECT ?x WHERE {{ ?s ?p ?o . ?t ?q ?v BIND ({work} AS ?x) FILTER (?x = 'never') }}"


def negations():
    """What does not exist, of what does."""
    for test in ("FILTER NOT EXISTS { ?t ?q ?v FILTER (STR(?v) > STR(?o)) }", "FILTER NOT EXISTS { ?t ?q ?v . ?v ?r ?w FILTER (?w = ?o) }", "MINUS { ?t ?q ?v . ?s ?r ?w }",
                 "FILTER EXISTS { ?o (!pl:none)* ?x . ?x (!pl:none)* ?s }", "OPTIONAL { ?t ?q ?v FILTER (STRLEN(STR(?v)) = STRLEN(STR(?o))) }", "OPTIONAL { ?t ?q ?v } FILTER (!BOUND(?v))",
                 "FILTER NOT EXISTS { ?s ?q ?v FILTER NOT EXISTS { ?t ?q ?v FILTER NOT EXISTS { ?t ?p ?o FILTER (?t != ?s) } } }"):
        yield f"SELECT * WHERE {{ ?s ?p ?o {test} }}"
        yield f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s ?p ?o {test} }}"


def joins():
    """Patterns that are hard to order or to hold."""
    for n in (12, 20, 40, 80):
        yield "SELECT (COUNT(*) AS ?n) WHERE { " + " . ".join(f"?v{i} ?p{i} ?v{i + 1}" for i in range(n)) + " }"
        yield "SELECT (COUNT(*) AS ?n) WHERE { " + " . ".join(f"?s ?p{i} ?o{i}" for i in range(n)) + " }"
        yield "SELECT (COUNT(*) AS ?n) WHERE { " + " . ".join(f"?v{i} ?p{i}{j} ?v{j}" for i in range(n // 4) for j in range(i)) + " }"
        yield "SELECT * WHERE { " + " ".join(f"OPTIONAL {{ ?s{i} ?p ?o{i} }}" for i in range(n)) + " }"
    yield "SELECT (COUNT(*) AS ?n) WHERE { ?a a ?c . ?b a ?c . ?d a ?c }"
    yield "SELECT * WHERE { ?a rdfs:label ?l . ?b rdfs:label ?m FILTER (LANG(?l) = LANG(?m) && STRLEN(?l) = STRLEN(?m)) }"
    yield "SELECT ?a ?b (COUNT(*) AS ?n) WHERE { ?a ?p ?o . ?b ?p ?o } GROUP BY ?a ?b HAVING (COUNT(*) > 100000)"


def templates():
    """Graphs of everything."""
    yield "CONSTRUCT { ?s ?p ?v . ?t ?q ?o } WHERE { ?s ?p ?o . ?t ?q ?v }"
    yield "CONSTRUCT { " + " . ".join(f"?s pl:p{i} ?o, [ pl:q ?s ]" for i in range(5_000)) + " } WHERE { ?s ?p ?o }"
    yield "CONSTRUCT { ?s ?p [ pl:is ?v ] } WHERE { ?s ?p ?o . ?t ?q ?v } ORDER BY ?v"
    yield "DESCRIBE * WHERE { ?s ?p ?o . ?t ?q ?v }"
    yield "DESCRIBE ?s ?p ?o WHERE { ?s ?p ?o }"
    yield "DESCRIBE " + " ".join(f"<https://plenary.example.org/id/country/{i}>" for i in range(100_000))
