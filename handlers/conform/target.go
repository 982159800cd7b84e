package conform

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"w3id.org/plenary/ontology"
)

// Plenary returns a server of plenary's embedded data as a target. The base of its
// IRIs, which may be another than the address that it is asked at, is what its home
// page says.
//
// Errors: a server that does not answer, or says nothing of that kind.
func Plenary(ctx context.Context, address string, client *http.Client) (Target, error) {
	t := Target{Base: address, Client: client, Capabilities: []string{"doc", "thing", "html", "profiles", "sparql", "graphs", "plenary"}}
	x, err := (&runner{client: client, target: t}).send(ctx, Step{Method: http.MethodHead, Path: "./", Header: http.Header{}})
	if err != nil {
		return t, err
	}
	canonical := regexp.MustCompile(`<([^>]*)>; rel="canonical"`).FindStringSubmatch(strings.Join(x.response.Header.Values("Link"), ","))
	if canonical == nil {
		return t, fmt.Errorf("conform: %s does not say that it is a server of plenary: name what it has", address)
	}
	t.Vars = map[string]string{
		"base": canonical[1], "doc": "doc/meeting/2025-ism-ottawa", "thing": "id/meeting/2025-ism-ottawa", "collection": "doc/country",
		"sparql": "sparql", "graphs": "graphs", "graph": canonical[1] + "id/graph/summits",
		"run": strings.ToLower(rand.Text()[:10]), "long": strings.Repeat("a", 9000), "huge": strings.Repeat("a", 1<<20),
	}
	return t, t.findGone(ctx)
}

// findGone gives things that were withdrawn and merged to the variables, where there
// are some.
func (t *Target) findGone(ctx context.Context) error {
	for name, property := range map[string]string{"withdrawn": ontology.Withdraws, "merged": ontology.Merges} {
		query := url.Values{"query": {"SELECT ?t { ?a <" + property + "> ?t FILTER STRSTARTS(STR(?t), \"" + t.Vars["base"] + "id/\") } ORDER BY ?t LIMIT 1"}}
		x, err := (&runner{client: t.Client, target: *t}).send(ctx, Step{Method: http.MethodGet, Path: "sparql?" + query.Encode(), Header: http.Header{"Accept": {"text/csv"}}})
		if err != nil {
			return err
		}
		_, thing, _ := strings.Cut(strings.TrimSpace(string(x.body)), "\n") // below the name of the column
		if path, ok := strings.CutPrefix(strings.TrimSpace(thing), t.Vars["base"]+"id/"); ok {
			t.Vars[name] = path
		}
	}
	return nil
}

// Other returns any server as a target, with addresses of what it has: "doc", a
// document that describes a thing in RDF; "thing", the IRI that leads to it; "sparql",
// a SPARQL endpoint; "graphs", a graph store, and "graph", the IRI of a graph there.
// They are relative to the address of the server, but for the graph.
func Other(address string, client *http.Client, has map[string]string) Target {
	t := Target{Base: address, Client: client, Vars: map[string]string{"base": address}}
	for name, value := range has {
		if value != "" {
			t.Vars[name] = value
			t.Capabilities = append(t.Capabilities, name)
		}
	}
	return t
}
