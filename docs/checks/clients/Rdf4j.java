// RDF4J: SPARQLRepository over the endpoint.

import java.util.List;
import org.eclipse.rdf4j.model.IRI;
import org.eclipse.rdf4j.model.Statement;
import org.eclipse.rdf4j.model.vocabulary.RDF;
import org.eclipse.rdf4j.model.vocabulary.RDFS;
import org.eclipse.rdf4j.query.BooleanQuery;
import org.eclipse.rdf4j.query.QueryResults;
import org.eclipse.rdf4j.query.TupleQuery;
import org.eclipse.rdf4j.query.TupleQueryResult;
import org.eclipse.rdf4j.repository.RepositoryConnection;
import org.eclipse.rdf4j.repository.sparql.SPARQLRepository;

class Rdf4j {
    static int failed = 0;

    static void want(String what, Object found, Object expected) {
        if (!found.equals(expected)) {
            failed = 1;
            System.out.println("RDF4J: " + what + ": " + found + ", want " + expected);
        }
    }

    public static void main(String[] args) {
        String base = args[0];
        SPARQLRepository repository = new SPARQLRepository(base + "sparql");
        repository.init();
        try (RepositoryConnection c = repository.getConnection()) {
            var values = c.getValueFactory();
            IRI summit = values.createIRI("https://w3id.org/plenary#Summit"), japan = values.createIRI(base + "id/country/japan");
            TupleQuery count = c.prepareTupleQuery("SELECT (COUNT(?m) AS ?n) { ?m a ?class }");
            count.setBinding("class", summit);
            try (TupleQueryResult rows = count.evaluate()) {
                want("SELECT with a binding", rows.next().getValue("n").stringValue(), "51");
            }
            BooleanQuery ask = c.prepareBooleanQuery("ASK { ?s a <https://w3id.org/plenary#Meeting> }");
            want("ASK", ask.evaluate(), true);
            List<Statement> labels = QueryResults.asList(c.getStatements(japan, RDFS.LABEL, null, false));
            want("getStatements", labels.stream().anyMatch(s -> s.getObject().equals(values.createLiteral("Japan", "en"))), true);
            want("hasStatement", c.hasStatement(japan, RDF.TYPE, values.createIRI("https://w3id.org/plenary#Country"), false), true);
            want("CONSTRUCT", QueryResults.asModel(c.prepareGraphQuery("CONSTRUCT WHERE { <" + japan + "> ?p ?o }").evaluate()).size() > 5, true);
            want("getContextIDs", QueryResults.asList(c.getContextIDs()).contains(values.createIRI(base + "ontology")), true);
            want("size", c.size() > 10000, true);
        } finally {
            repository.shutDown();
        }
        System.exit(failed);
    }
}
