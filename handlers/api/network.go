package api

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"w3id.org/plenary/handlers/evidence"
	"w3id.org/plenary/handlers/network"
	"w3id.org/plenary/handlers/words"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
)

// A drawing makes a network of things and of statements about them.
type drawing struct {
	words   words.Words
	network network.Network
	places  map[rdf.Term]int // of nodes
}

func newDrawing(w words.Words, directed bool, description string, args ...any) *drawing {
	return &drawing{words: w, places: map[rdf.Term]int{}, network: network.Network{Directed: directed, Description: fmt.Sprintf(description, args...)}}
}

// place returns the place of a thing's node, which it makes when there is none;
// values are those of the network's own attributes.
func (d *drawing) place(t rdf.Term, values ...string) int {
	at, known := d.places[t]
	if !known {
		at = len(d.network.Nodes)
		d.places[t] = at
		d.network.Nodes = append(d.network.Nodes, network.Node{ID: nodeID(t), Label: d.words.Value(t).Text(), Values: values})
	}
	return at
}

// nodeID is an IRI as it is, and any other term as N-Triples has it.
func nodeID(t rdf.Term) string {
	if t.IsIRI() {
		return t.Value()
	}
	return string(nquads.AppendTerm(nil, t))
}

// Attributes of the things and of the statements of a network.
var (
	thingAttributes     = []network.Attribute{{Name: "class", Kind: network.Text}, {Name: "types", Kind: network.Text}}
	statementAttributes = []network.Attribute{{Name: "predicate", Kind: network.Text}, {Name: "status", Kind: network.Text},
		{Name: "confidence", Kind: network.Number}, {Name: "claims", Kind: network.Text}}
)

// statements draws triples, each once: an edge from subject to object with the
// trusted claims that state it, the highest confidence of them and its status.
func drawStatements(w words.Words, triples []rdf.Triple, trusted evidence.Trust, description string, args ...any) *network.Network {
	d := newDrawing(w, true, description, args...)
	d.network.NodeAttributes, d.network.EdgeAttributes = thingAttributes, statementAttributes
	drawn := map[rdf.Triple]bool{}
	for _, t := range triples {
		if drawn[t] {
			continue
		}
		drawn[t] = true
		d.network.Edges = append(d.network.Edges, network.Edge{Source: d.place(t.S, kindsOf(w, t.S)...), Target: d.place(t.O, kindsOf(w, t.O)...),
			Label: w.Label(t.P), Values: append([]string{t.P.Value()}, claimValues(w, t, trusted)...)})
	}
	return &d.network
}

// kinds are the label of the narrowest class of the vocabulary that a thing has,
// and all of its types; of a literal its datatype.
func kindsOf(w words.Words, t rdf.Term) []string {
	if t.IsLiteral() {
		return []string{"", t.Datatype()}
	}
	types := w.Item(t).Types
	narrowest := ""
	for _, c := range ontology.Classes {
		if slices.Contains(types, c.IRI) && (narrowest == "" || c.Super == narrowest) {
			narrowest = c.IRI
		}
	}
	return []string{w.Label(rdf.IRI(narrowest)), strings.Join(types, " ")}
}

// claimValues are the status, the confidence and the claims of a triple, the values of
// the trusted claim of highest confidence; of a derived one the status alone.
func claimValues(w words.Words, t rdf.Triple, trusted evidence.Trust) []string {
	status, best, claims := "", 0.0, []string{}
	all := evidence.ClaimsFor(w.Snap, t)
	for _, claim := range all {
		if !trusted.AcceptsClaim(claim) {
			continue
		}
		claims = append(claims, claim.Value())
		if x := evidence.Confidence(w.Snap, claim); status == "" || x > best {
			status, best = localName(evidence.StatusOf(w.Snap, claim).Value()), x
		}
	}
	if len(all) == 0 && len(evidence.DerivationsOf(w.Snap, t)) > 0 {
		status = localName(ontology.Derived)
	}
	return []string{status, optional(best), strings.Join(claims, " ")}
}

// localName is the part of a term of the vocabulary after its namespace, in lower
// case, as status= has it.
func localName(iri string) string {
	return strings.ToLower(strings.TrimPrefix(iri, ontology.Namespace))
}

// optional writes a number that is not given when it is 0.
func optional(x float64) string {
	if x == 0 {
		return ""
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}
