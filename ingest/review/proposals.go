package review

import (
	"context"
	"slices"
	"strconv"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// proposals are all claims as they were proposed, in the order of documents and
// their texts: nothing is decided and nothing merged. They are not changed.
type proposals struct {
	claims []Claim
	at     map[rdf.Term]int    // of each claim
	hashes map[rdf.Term]string // of the texts, by document
}

// named returns the claims that are named, in their order; all when none is.
func (p *proposals) named(names []rdf.Term) []Claim {
	if len(names) == 0 {
		return p.claims
	}
	var at []int
	for _, name := range names {
		if i, known := p.at[name]; known {
			at = append(at, i)
		}
	}
	slices.Sort(at)
	claims := make([]Claim, 0, len(at))
	for _, i := range slices.Compact(at) {
		claims = append(claims, p.claims[i])
	}
	return claims
}

// proposals returns those of the quarantine, which are kept until documents are
// proposed: decisions do not change them.
func (s *state) proposals() (*proposals, error) {
	d, now := s.Desk, s.quarantine.Seq()
	d.keeping.Lock()
	defer d.keeping.Unlock()
	if d.kept != nil && d.keptAt <= now {
		same, err := s.onlyDecisions(d.keptAt)
		if err != nil {
			return nil, err
		}
		if same {
			d.keptAt = now
			return d.kept, nil
		}
	}
	all, err := s.readProposals(rdf.Term{})
	if err == nil && d.keptAt <= now {
		d.kept, d.keptAt = all, now
	}
	return all, err
}

// onlyDecisions reports whether no commit of the quarantine behind one has changed
// anything but the graph of decisions.
func (s *state) onlyDecisions(since uint64) (bool, error) {
	for t, err := range s.quarantine.Changes(context.Background(), since, s.quarantine.Seq()) {
		if err != nil {
			return false, err
		}
		for _, quads := range []func(func(rdf.Quad, error) bool){t.AddedQuads, t.RemovedQuads} {
			for q, err := range quads {
				if err != nil || q.G != s.reviewGraph() {
					return false, err
				}
			}
		}
	}
	return true, nil
}

// A node is what the quarantine says about something.
type node struct {
	graph rdf.Term
	props map[string]rdf.Term // the last value of each
}

func (n *node) of(property string) rdf.Term {
	if n == nil {
		return rdf.Term{}
	}
	return n.props[property]
}

func (n *node) one(property string) string { return text(n.of(property)) }

// readProposals reads those of a graph, of the zero Term all.
func (s *state) readProposals(in rdf.Term) (*proposals, error) {
	nodes, claims, err := s.nodes(graph.Pattern{G: in})
	if err != nil {
		return nil, err
	}
	all := &proposals{at: make(map[rdf.Term]int, len(claims)), hashes: map[rdf.Term]string{}}
	for _, iri := range claims {
		c := claimOf(iri, nodes)
		all.claims = append(all.claims, c)
		all.hashes[c.Source] = nodes[c.Source].one(ontology.TextHash)
	}
	slices.SortFunc(all.claims, inText)
	for i, c := range all.claims {
		all.at[c.IRI] = i
	}
	return all, nil
}

// nodes reads the quarantine, or a part of it.
func (s *state) nodes(part graph.Pattern) (nodes map[rdf.Term]*node, claims []rdf.Term, err error) {
	nodes = map[rdf.Term]*node{}
	class := rdf.IRI(ontology.ClassClaim)
	for q, err := range s.quarantine.Quads(part) {
		if err != nil {
			return nil, nil, err
		}
		n := nodes[q.S]
		if n == nil {
			n = &node{graph: q.G, props: map[string]rdf.Term{}}
			nodes[q.S] = n
		}
		n.props[q.P.Value()] = q.O
		if q.O == class && q.P.Value() == ontology.RDFType {
			claims = append(claims, q.S)
		}
	}
	return nodes, claims, nil
}

func claimOf(iri rdf.Term, nodes map[rdf.Term]*node) Claim {
	n := nodes[iri]
	passage := n.of(ontology.Evidence)
	position := nodes[nodes[passage].of(ontology.OAHasSelector)]
	number := func(property string) int { i, _ := strconv.Atoi(position.one(property)); return i }
	confidence, _ := strconv.ParseFloat(n.one(ontology.Confidence), 64)
	return Claim{IRI: iri, Graph: n.graph,
		Statement: rdf.Triple{S: n.of(ontology.RDFSubject), P: n.of(ontology.RDFPredicate), O: n.of(ontology.RDFObject)},
		Status:    localName(n.one(ontology.ClaimStatus)), Polarity: localName(n.one(ontology.Polarity)), Modality: localName(n.one(ontology.Modality)),
		Confidence: confidence, Rule: n.one(ontology.Rule), Passage: passage, Source: nodes[passage].of(ontology.PassageOf),
		Start: number(ontology.OAStart), End: number(ontology.OAEnd), QuoteHash: nodes[passage].one(ontology.QuoteHash)}
}
