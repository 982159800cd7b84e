package jsonld

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"w3id.org/plenary/rdf/internal/nest"
)

// A compactor writes one document with a direct context, in one pass over its
// triples: the compaction algorithm of JSON-LD 1.1 API §5.1 for node objects
// without indexes, scoped contexts and reverse properties.
type compactor struct {
	*Context
	forest
	jsonPrinter
	doc        *nest.Document
	contextIRI string
	root       uint32 // the first subject, and the outermost object unless all is flat; 0 for none

	ids, types *slot                // of @id and @type
	properties []*property          // by number of the predicate
	known      map[string]*property // by its IRI; those of documents before too
	classes    []string             // their compacted IRIs, by number
	namespaces map[string]bool      // which ones are plain; those of documents before too
	plain      []bool               // IRIs that no prefix is for, by number
	vocabIRIs  map[string]string    // compacted IRIs by IRI
	entries    []entry              // of the node objects that are being written
	groups     []group              // likewise
	err        error
}

// A group is the entries, from and to their places, that one name has.
type group struct{ from, to int }

// compactors have written documents.
var compactors = sync.Pool{New: func() any { return &compactor{vocabIRIs: map[string]string{}} }}

// newCompactor returns one for a document; free ends its use.
func newCompactor(c *Context, d *nest.Document, contextIRI string) *compactor {
	k := compactors.Get().(*compactor)
	if k.Context != c {
		k.known, k.namespaces = map[string]*property{}, map[string]bool{}
	}
	k.Context, k.doc, k.contextIRI = c, d, contextIRI
	k.ids, k.types = newSlot(c.keyword("@id"), noTerm), newSlot(c.keyword("@type"), cmp.Or(c.terms[c.keyword("@type")], noTerm))
	k.types.class = true
	n := len(d.Terms)
	k.properties, k.classes = slices.Grow(k.properties, n)[:n], slices.Grow(k.classes, n)[:n]
	k.findPlain()
	return k
}

// mostTerms is how many terms a document may have had whose compactor is used again.
const mostTerms = 1 << 14

// free lets the compactor write another document.
func (k *compactor) free() {
	if len(k.properties) > mostTerms {
		return
	}
	clear(k.properties)
	clear(k.classes)
	clear(k.vocabIRIs)
	clear(k.entries[:cap(k.entries)])
	if len(k.known) > mostKnown || k.err != nil { // which is to be found again
		k.known = map[string]*property{}
	}
	*k = compactor{Context: k.Context, known: k.known, namespaces: k.namespaces, properties: k.properties[:0], classes: k.classes[:0], plain: k.plain[:0], vocabIRIs: k.vocabIRIs, entries: k.entries[:0], groups: k.groups[:0]}
	compactors.Put(k)
}

// document writes the text: of the root with other subjects included, of the
// only subject, or of a graph of all.
func (k *compactor) document() error {
	start := len(k.out)
	named := k.doc.Graphs
	var subjects []uint32
	if len(named) > 0 && named[0] == 0 {
		named = named[1:]
		k.Graph = k.doc.Graph(0, k.root)
		subjects = k.subjects()
	}
	for k.write(subjects, named); len(k.deep) > 0; k.write(subjects, named) {
		k.out, k.deep = k.out[:start], nil
		subjects = k.subjects() // with those that cannot be nested in the only one
	}
	return k.err
}

func (k *compactor) write(subjects, named []uint32) {
	rooted := !k.flat && k.root != 0 && len(subjects) > 0 && subjects[0] == k.root
	switch n := len(subjects) + len(named); {
	case rooted && n > 1:
		k.node(subjects[0], 0, true, func(indent int) { k.list(subjects[1:], named, indent) })
	case n == 1 && len(named) == 0:
		k.node(subjects[0], 0, true, nil)
	case n == 1:
		k.namedGraph(named[0], 0, true)
	case n == 0:
		k.block('{', '}', k.heads(true), 0, k.headIsScalar(), func(_, indent int) { k.head(indent) })
	default:
		k.block('{', '}', k.heads(true)+1, 0, false, func(i, indent int) {
			if i < k.heads(true) {
				k.head(indent)
				return
			}
			k.name(k.keyword("@graph"))
			k.list(subjects, named, indent)
		})
	}
}

// list writes the node objects of subjects and of named graphs.
func (k *compactor) list(subjects, named []uint32, indent int) {
	k.out = append(k.out, '[')
	begun := false
	begin := func() {
		if begun {
			k.out = append(k.out, ',')
		}
		begun = true
		k.newLine(indent + 1)
	}
	k.walk(subjects, func(s uint32) { begin(); k.node(s, indent+1, false, nil) })
	for _, name := range named {
		begin()
		k.namedGraph(name, indent+1, false)
	}
	k.newLine(indent)
	k.out = append(k.out, ']')
}

// namedGraph writes a graph as a node object, the outermost one with the context.
func (k *compactor) namedGraph(name uint32, indent int, outermost bool) {
	k.Graph = k.doc.Graph(slices.Index(k.doc.Graphs, name), k.root)
	heads := k.heads(outermost)
	k.block('{', '}', heads+2, indent, false, func(i, indent int) {
		switch i - heads {
		case 0:
			k.id(name)
		case 1:
			k.name(k.keyword("@graph"))
			k.list(k.subjects(), nil, indent)
		default:
			k.head(indent)
		}
	})
}

// heads returns how many entries an object begins with that are about the
// document.
func (k *compactor) heads(outermost bool) int {
	if outermost && (k.contextIRI != "" || len(k.source) > 0) {
		return 1
	}
	return 0
}

func (k *compactor) headIsScalar() bool { return k.contextIRI != "" || len(k.source) == 0 }

func (k *compactor) head(indent int) {
	k.name("@context")
	if k.contextIRI != "" {
		k.text(k.contextIRI)
	} else {
		k.jsonPrinter.value(k.source, indent)
	}
}

func (k *compactor) name(s string) {
	k.text(s)
	k.out = append(k.out, ": "...)
}

// id writes the entry that names a node.
func (k *compactor) id(s uint32) {
	k.out = append(k.out, k.ids.head...)
	if iri, form := k.compactID(s); form == asIRI {
		k.quote(iri)
	} else {
		k.text(iri)
	}
}

// node writes the node object of a subject or of a blank node that nests; the
// outermost one has the context, and what is included behind all else.
func (k *compactor) node(s uint32, indent int, outermost bool, included func(indent int)) {
	entries, groups := len(k.entries), len(k.groups)
	scalar := k.gather(s) && included == nil && (!outermost || k.headIsScalar())
	heads := k.heads(outermost)
	ids := heads
	if !k.Nests(s) && !k.Anonymous(s) {
		ids++
	}
	own := ids + len(k.groups) - groups
	n := own
	if included != nil {
		n++
	}
	k.block('{', '}', n, indent, scalar && n <= 3, func(i, indent int) {
		switch {
		case i < heads:
			k.head(indent)
		case i < ids:
			k.id(s)
		case i < own:
			k.group(k.groups[groups+i-ids], indent)
		default:
			k.name(k.keyword("@included"))
			included(indent)
		}
	})
	k.entries, k.groups = k.entries[:entries], k.groups[:groups]
}

// gather puts the entries of a node at the end of all, by their names, and reports
// whether each is of one scalar.
func (k *compactor) gather(s uint32) (scalar bool) {
	start := len(k.entries)
	for _, t := range k.Of(s) {
		if k.IsType(t.P) && !k.IsLiteral(t.O) && !k.nests(t.O) {
			k.entries = append(k.entries, entry{k.types, t.O})
		} else {
			k.entries = append(k.entries, k.entryOf(t, start))
		}
	}
	slices.SortStableFunc(k.entries[start:], func(a, b entry) int {
		switch {
		case a.slot == b.slot:
			return 0
		case a.slot.class:
			return -1
		case b.slot.class:
			return 1
		}
		return strings.Compare(a.slot.name, b.slot.name)
	})
	scalar = true
	for from := start; from < len(k.entries); {
		to, first := from+1, k.entries[from]
		for to < len(k.entries) && (k.entries[to].slot == first.slot || k.entries[to].slot.name == first.slot.name) {
			to++
		}
		k.groups = append(k.groups, group{from, to})
		t := first.slot.term
		scalar = scalar && to-from == 1 && !t.isSet && !t.isLanguage && !t.isList && k.isScalar(first)
		from = to
	}
	return scalar
}

const xsdNS = "http://www.w3.org/2001/XMLSchema#"

// maxExact is the largest integer whose neighbours a JSON number of any reader
// tells apart.
const maxExact = 1 << 53

// isNative reports whether a boolean or a number of JSON becomes this very
// literal again.
func isNative(lexical, datatype string) bool {
	switch datatype {
	case xsdNS + "boolean":
		return lexical == "true" || lexical == "false"
	case xsdNS + "integer":
		n, err := strconv.ParseInt(lexical, 10, 64)
		return err == nil && -maxExact <= n && n <= maxExact && strconv.FormatInt(n, 10) == lexical
	}
	return false
}
