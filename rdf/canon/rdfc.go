package canon

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"maps"
	"slices"
	"strings"

	"w3id.org/plenary/rdf"
)

// ErrTooHard says that a dataset needs more work to canonicalize than allowed.
// Datasets made to be hard grow faster than any fixed limit; data that people
// publish stays far below the default.
var ErrTooHard = errors.New("canon: dataset needs more work than the limit allows")

// DefaultWork is the number of steps, each a hash over the quads of one blank
// node or one permutation tried, that Canonicalize spends unless told.
const DefaultWork = 200_000

// Options of Canonicalize. The zero value means SHA-256 and DefaultWork.
type Options struct {
	Hash func() hash.Hash
	Work int
}

// A Canonical is a dataset whose blank nodes have canonical labels.
type Canonical struct {
	NQuads string            // canonical N-Quads, lines in code point order
	Labels map[string]string // label before → label after, without "_:"
}

// Canonicalize gives the blank nodes of a dataset labels that depend on nothing
// but the dataset: isomorphic datasets become the same text. Datasets with
// triple terms are refused, since RDFC-1.0 does not define them.
//
// Cost: O(n log n) where no two blank nodes look alike, exponential in the
// number that do; ErrTooHard past the limit.
//
// Spec: RDF Dataset Canonicalization 1.0 §4.4.
func Canonicalize(d *rdf.Dataset, o Options) (*Canonical, error) {
	c, err := newCanonicalizer(d, o)
	if err != nil {
		return nil, err
	}
	c.issueUnique()
	if err := c.issueShared(); err != nil {
		return nil, err
	}
	return c.result(), nil
}

type canonicalizer struct {
	newHash func() hash.Hash
	work    int
	quads   []rdf.Quad
	byNode  map[string][]rdf.Quad // quads that a blank node occurs in
	first   map[string]string     // hash of first degree quads
	issued  *issuer
}

func newCanonicalizer(d *rdf.Dataset, o Options) (*canonicalizer, error) {
	c := &canonicalizer{newHash: o.Hash, work: o.Work, quads: d.Quads(),
		byNode: map[string][]rdf.Quad{}, first: map[string]string{}, issued: newIssuer("c14n")}
	if c.newHash == nil {
		c.newHash = sha256.New
	}
	if c.work == 0 {
		c.work = DefaultWork
	}
	for _, q := range c.quads {
		if q.O.Kind() == rdf.TripleTermKind {
			return nil, errors.New("canon: RDFC-1.0 does not define datasets with triple terms")
		}
		for _, label := range blanksOf(q) {
			c.byNode[label] = append(c.byNode[label], q)
		}
	}
	return c, nil
}

// blanksOf returns the labels of the blank nodes of a quad, each once.
func blanksOf(q rdf.Quad) (labels []string) {
	for _, t := range []rdf.Term{q.S, q.O, q.G} {
		if t.IsBlank() && !slices.Contains(labels, t.Value()) {
			labels = append(labels, t.Value())
		}
	}
	return labels
}

// issueUnique labels the blank nodes whose first degree hash nobody shares;
// what is left in byHash order goes to issueShared.
func (c *canonicalizer) issueUnique() {
	for _, group := range c.groups() {
		if len(group) == 1 {
			c.issued.issue(group[0])
		}
	}
}

// groups returns the blank nodes by first degree hash, in the order of hashes.
func (c *canonicalizer) groups() [][]string {
	byHash := map[string][]string{}
	for _, node := range slices.Sorted(maps.Keys(c.byNode)) {
		h := c.firstDegree(node)
		byHash[h] = append(byHash[h], node)
	}
	var groups [][]string
	for _, h := range slices.Sorted(maps.Keys(byHash)) {
		groups = append(groups, byHash[h])
	}
	return groups
}

// firstDegree is Hash First Degree Quads, RDFC-1.0 §4.6.
func (c *canonicalizer) firstDegree(node string) string {
	if h, done := c.first[node]; done {
		return h
	}
	lines := make([]string, 0, len(c.byNode[node]))
	for _, q := range c.byNode[node] {
		lines = append(lines, quadLine(q, func(label string) string {
			if label == node {
				return "a"
			}
			return "z"
		}))
	}
	slices.Sort(lines)
	h := c.hash(strings.Join(lines, ""))
	c.first[node] = h
	return h
}

func (c *canonicalizer) hash(s string) string {
	h := c.newHash()
	h.Write([]byte(s))
	return hex.EncodeToString(h.Sum(nil))
}

// issueShared labels the blank nodes that look alike at first sight.
func (c *canonicalizer) issueShared() error {
	type path struct {
		hash   string
		issuer *issuer
	}
	for _, group := range c.groups() {
		var paths []path
		for _, node := range group {
			if c.issued.has(node) {
				continue
			}
			temporary := newIssuer("b")
			temporary.issue(node)
			h, used, err := c.nDegree(node, temporary)
			if err != nil {
				return err
			}
			paths = append(paths, path{h, used})
		}
		slices.SortStableFunc(paths, func(a, b path) int { return strings.Compare(a.hash, b.hash) })
		for _, p := range paths {
			for _, node := range p.issuer.order {
				c.issued.issue(node)
			}
		}
	}
	return nil
}

// nDegree is Hash N-Degree Quads, RDFC-1.0 §4.8: the hash of a blank node by
// what it is connected to, and the labels given on the way.
func (c *canonicalizer) nDegree(node string, issuer *issuer) (string, *issuer, error) {
	related := c.relatedTo(node, issuer)
	var data strings.Builder
	for _, h := range slices.Sorted(maps.Keys(related)) {
		data.WriteString(h)
		best := walk{}
		err := permutations(related[h], func(order []string) error {
			return c.tryOrder(order, issuer, &best)
		})
		if err != nil {
			return "", nil, err
		}
		data.WriteString(best.path)
		issuer = best.issuer
	}
	return c.hash(data.String()), issuer, nil
}

// relatedTo groups the blank nodes that share a quad with node by the hash of
// their place in it, RDFC-1.0 §4.7. A node may occur more than once.
func (c *canonicalizer) relatedTo(node string, issuer *issuer) map[string][]string {
	related := map[string][]string{}
	for _, q := range c.byNode[node] {
		for _, place := range []struct {
			name string
			term rdf.Term
		}{{"s", q.S}, {"o", q.O}, {"g", q.G}} {
			if !place.term.IsBlank() || place.term.Value() == node {
				continue
			}
			other := place.term.Value()
			input := place.name
			if place.name != "g" {
				input += "<" + q.P.Value() + ">"
			}
			h := c.hash(input + c.nameOf(other, issuer))
			related[h] = append(related[h], other)
		}
	}
	return related
}

func (c *canonicalizer) nameOf(node string, issuer *issuer) string {
	if label, ok := c.issued.labels[node]; ok {
		return "_:" + label
	}
	if label, ok := issuer.labels[node]; ok {
		return "_:" + label
	}
	return c.firstDegree(node)
}

// walk is the path of one order of related nodes and the labels it gave.
type walk struct {
	path   string
	issuer *issuer
}

// worse reports whether a path that grows from prefix cannot beat the best.
func (best *walk) worse(prefix string) bool {
	return best.path != "" && len(prefix) >= len(best.path) && prefix > best.path
}

// tryOrder is the body of the loop over permutations in §4.8, steps 5.4.
func (c *canonicalizer) tryOrder(order []string, from *issuer, best *walk) error {
	if c.work--; c.work < 0 {
		return fmt.Errorf("%w of %d blank nodes", ErrTooHard, len(c.byNode))
	}
	issuer, path := from.clone(), ""
	var deeper []string
	for _, node := range order {
		if label, ok := c.issued.labels[node]; ok {
			path += "_:" + label
		} else {
			if !issuer.has(node) {
				deeper = append(deeper, node)
			}
			path += "_:" + issuer.issue(node)
		}
		if best.worse(path) {
			return nil
		}
	}
	for _, node := range deeper {
		h, used, err := c.nDegree(node, issuer)
		if err != nil {
			return err
		}
		path += "_:" + issuer.issue(node) + "<" + h + ">"
		issuer = used
		if best.worse(path) {
			return nil
		}
	}
	if best.path == "" || path < best.path {
		*best = walk{path, issuer}
	}
	return nil
}

func (c *canonicalizer) result() *Canonical {
	lines := make([]string, 0, len(c.quads))
	for _, q := range c.quads {
		lines = append(lines, quadLine(q, func(label string) string { return c.issued.labels[label] }))
	}
	slices.Sort(lines)
	return &Canonical{strings.Join(slices.Compact(lines), ""), c.issued.labels}
}
