// Jena: RDFParser over documents, RDFConnection over the endpoint, and rsparql.

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.apache.jena.graph.Graph;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdfconnection.RDFConnection;
import org.apache.jena.rdfconnection.RDFConnectionRemote;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.graph.GraphFactory;

class Jena {
    static int failed = 0;

    static void want(String what, Object found, Object expected) {
        if (!found.equals(expected)) {
            failed = 1;
            System.out.println("Jena: " + what + ": " + found + ", want " + expected);
        }
    }

    static Graph read(String address, Lang lang) {
        Graph g = GraphFactory.createDefaultGraph();
        RDFParser.source(address).forceLang(lang).parse(g);
        return g;
    }

    public static void main(String[] args) {
        String base = args[0], thing = base + "id/meeting/2025-ism-ottawa", doc = base + "doc/meeting/2025-ism-ottawa";
        Graph expected = read(doc + ".nt", Lang.NTRIPLES);
        Graph found = GraphFactory.createDefaultGraph();
        RDFParser.source(thing).parse(found); // by negotiation, over the redirect
        want("the thing, dereferenced", found.isIsomorphicWith(expected), true);
        for (Lang lang : new Lang[] {Lang.TURTLE, Lang.RDFXML, Lang.JSONLD})
            want(lang.getLabel(), read(doc + "." + lang.getFileExtensions().get(0), lang).isIsomorphicWith(expected), true);
        Dataset quads = RDFDataMgr.loadDataset(doc + ".trig");
        want("TriG in its graphs", quads.getUnionModel().size(), (long) expected.size());

        try (RDFConnection c = RDFConnectionRemote.service(base + "sparql").build()) {
            want("ASK", c.queryAsk("ASK { ?s a <https://w3id.org/plenary#Meeting> }"), true);
            try (QueryExecution q = c.query("SELECT (COUNT(?m) AS ?n) { ?m a <https://w3id.org/plenary#Summit> }")) {
                want("SELECT", q.execSelect().next().getLiteral("n").getInt(), 51);
            }
            Model described = c.queryDescribe("DESCRIBE <" + base + "id/country/japan>");
            want("DESCRIBE", described.size() > 10, true);
            Model made = c.queryConstruct("CONSTRUCT WHERE { <" + base + "id/country/japan> ?p ?o }");
            want("CONSTRUCT is part of it", described.containsAll(made), true);
        }
        try (RDFConnection c = RDFConnectionRemote.newBuilder().destination(base).queryEndpoint("sparql").gspEndpoint("graphs").build()) {
            want("a graph by the Graph Store Protocol", c.fetch(base + "ontology").size() > 1000, true);
        }
        want("rsparql", rsparql(base).contains("| 51 |"), true);
        System.exit(failed);
    }

    // rsparql runs the command, and returns what it prints.
    static String rsparql(String base) {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed));
        try {
            new arq.rsparql(new String[] {"--service=" + base + "sparql", "SELECT (COUNT(?m) AS ?n) { ?m a <https://w3id.org/plenary#Summit> }"}).mainRun(false);
        } finally {
            System.setOut(out);
        }
        return printed.toString();
    }
}
