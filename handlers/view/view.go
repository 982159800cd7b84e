// Package view makes the pages for people: from one snapshot in one language to a view
// model of package explorer, and from that to HTML.
//
// A page says every statement about its thing, in the layout of its class or after that.
package view

import (
	"slices"
	"strings"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// A view reads one snapshot for one page in one language. The first read error
// is kept in err and ends all reading; a page looks at it once, at its end.
type view struct {
	*Pages
	snap  *graph.Snapshot
	lang  string
	carry string // "?lang=fr" when the language was asked for in the address
	err   error
	names map[rdf.Term]explorer.Value // labels already looked up
	proof *backing
}

func (p *Pages) view(r Request) *view {
	v := &view{Pages: p, snap: r.Snap, lang: r.Lang, names: map[rdf.Term]explorer.Value{}}
	if r.URL != nil && r.URL.Query().Get("lang") == r.Lang {
		v.carry = "?lang=" + r.Lang
	}
	v.proof = &backing{view: v, about: map[rdf.Term]claimsOf{}, numbers: map[supportKey]int{}}
	return v
}

func (v *view) text(key string, args ...any) string { return v.explorer.Text(v.lang, key, args...) }

func (v *view) count(n int) string { return explorer.FormatCount(v.lang, n) }

// thing returns the term of an IRI given relative to the base.
func (v *view) thing(relative string) rdf.Term { return rdf.IRI(v.base + relative) }

func (v *view) match(p graph.Pattern) (found []rdf.Triple) {
	if v.err != nil {
		return nil
	}
	for t, err := range v.snap.Triples(p) {
		if err != nil {
			v.err = err
			return found
		}
		found = append(found, t)
	}
	return found
}

func (v *view) objects(s rdf.Term, predicate string) (found []rdf.Term) {
	for _, t := range v.match(graph.Pattern{S: s, P: rdf.IRI(predicate)}) {
		found = append(found, t.O)
	}
	return found
}

// object returns the first of objects, or the zero Term.
func (v *view) object(s rdf.Term, predicate string) rdf.Term {
	if found := v.objects(s, predicate); len(found) > 0 {
		return found[0]
	}
	return rdf.Term{}
}

func (v *view) subjects(predicate string, o rdf.Term) (found []rdf.Term) {
	for _, t := range v.match(graph.Pattern{P: rdf.IRI(predicate), O: o}) {
		found = append(found, t.S)
	}
	return found
}

func (v *view) has(s rdf.Term, predicate string, o rdf.Term) bool {
	return v.snap.Has(graph.Pattern{S: s, P: rdf.IRI(predicate), O: o})
}

// A hop goes from a node along a predicate, backwards if inverse.
type hop struct {
	predicate string
	inverse   bool
}

func to(predicate string) hop   { return hop{predicate, false} }
func from(predicate string) hop { return hop{predicate, true} }

func (v *view) step(node rdf.Term, h hop) []rdf.Term {
	if h.inverse {
		return v.subjects(h.predicate, node)
	}
	return v.objects(node, h.predicate)
}

// follow returns the distinct nodes at the end of a path of hops.
func (v *view) follow(node rdf.Term, path ...hop) []rdf.Term {
	ends := []rdf.Term{node}
	for _, h := range path {
		var next []rdf.Term
		for _, n := range ends {
			for _, o := range v.step(n, h) {
				if !slices.Contains(next, o) {
					next = append(next, o)
				}
			}
		}
		ends = next
	}
	return ends
}

// local returns what follows the base in an IRI of this server: "id/meeting/x".
func (v *view) local(t rdf.Term) (path string, ok bool) {
	if !t.IsIRI() {
		return "", false
	}
	return strings.CutPrefix(t.Value(), v.base)
}

// classPath returns "meeting" for <id/meeting/x>, "" for what is not a thing
// of this server.
func (v *view) classPath(t rdf.Term) string {
	path, ok := v.local(t)
	if !ok {
		return ""
	}
	rest, ok := strings.CutPrefix(path, "id/")
	if !ok {
		return ""
	}
	class, _, _ := strings.Cut(rest, "/")
	return class
}
