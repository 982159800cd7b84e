package processor

import (
	"context"
	"maps"
	"slices"
	"strings"
)

// An activeContext is an active context, JSON-LD 1.1 API §4.1. It does not change
// once something is processed with it.
type activeContext struct {
	terms        map[string]*termDefinition
	base         string // "" for none
	originalBase string
	vocab        string
	hasVocab     bool
	language     string // "" for none
	direction    string // "" for none
	previous     *activeContext
	inverse      inverse
	protected    bool // some term may be protected
}

// A termDefinition does not change once it is in an activeContext.
type termDefinition struct {
	iri, base, index, nest, typ string // "" for none
	prefix, protected, reverse  bool
	container                   container
	context                     any
	hasContext, remote          bool // remote: the context is not of the document
	language, direction         setting
}

// A setting is a value that may be set, to nothing too.
type setting struct {
	value string
	set   bool
}

// or returns the value, what is given when it is not set.
func (s setting) or(otherwise string) string {
	if s.set {
		return s.value
	}
	return otherwise
}

// A container is a set of container keywords.
type container uint8

const (
	graphContainer container = 1 << iota
	idContainer
	indexContainer
	languageContainer
	listContainer
	setContainer
	typeContainer
)

// containerNames are the keywords, lowest bit first, which is their order.
var containerNames = [...]string{"@graph", "@id", "@index", "@language", "@list", "@set", "@type"}

func containerOf(keyword string) container {
	if i := slices.Index(containerNames[:], keyword); i >= 0 {
		return 1 << i
	}
	return 0
}

func (c container) has(any container) bool { return c&any != 0 }

// String returns the keywords one after another, "@none" without any.
func (c container) String() string {
	if c == 0 {
		return "@none"
	}
	var b strings.Builder
	for i, name := range containerNames {
		if c&(1<<i) != 0 {
			b.WriteString(name)
		}
	}
	return b.String()
}

func newContext(base string) *activeContext { return &activeContext{base: base, originalBase: base} }

// clone returns a context that may be changed.
func (c *activeContext) clone() *activeContext {
	n := *c
	n.terms, n.inverse = maps.Clone(c.terms), nil
	return &n
}

func (c *activeContext) define(name string, t *termDefinition) {
	if c.terms == nil {
		c.terms = make(map[string]*termDefinition)
	}
	c.terms[name] = t
	c.protected = c.protected || t.protected
}

// container returns that of a term, 0 for what is none.
func (c *activeContext) container(name string) container {
	if t := c.terms[name]; t != nil {
		return t.container
	}
	return 0
}

// typeMapping returns that of a term, "" without one.
func (c *activeContext) typeMapping(name string) string {
	if t := c.terms[name]; t != nil {
		return t.typ
	}
	return ""
}

// languageOf and directionOf return what holds for strings of a term.
func (c *activeContext) languageOf(name string) string {
	if t := c.terms[name]; t != nil {
		return t.language.or(c.language)
	}
	return c.language
}

func (c *activeContext) directionOf(name string) string {
	if t := c.terms[name]; t != nil {
		return t.direction.or(c.direction)
	}
	return c.direction
}

// protects reports whether a term is protected.
func (c *activeContext) protects() bool {
	if !c.protected {
		return false
	}
	for _, t := range c.terms {
		if t.protected {
			return true
		}
	}
	return false
}

// propagated returns the context that holds again for other node objects.
func (c *activeContext) propagated() *activeContext {
	if c.previous != nil {
		return c.previous
	}
	return c
}

// CheckContext reports what keeps a value from being a context: the value of
// "@context", or an object that has one.
//
// Errors: *Error.
func CheckContext(v any, o Options) error {
	given, err := local(v)
	if err != nil {
		return err
	}
	r := newRun(context.Background(), o)
	_, err = r.process(newContext(o.Base), given, scope{base: o.Base})
	return err
}
