package processor

import (
	"context"

	"w3id.org/plenary/rdf/jsonld/ojson"
)

// A Document is a value with what is known of where it came from.
type Document struct {
	Value any    // as package ojson has it
	URL   string // base IRI, after redirects
	// BaseRef is the base that an HTML document names, relative to its URL or
	// Options.Base; "" for none.
	BaseRef string
	// ContextURL is that of a context that the document's sender, not the
	// document, refers to.
	ContextURL string
}

// A Loader returns the document of an absolute IRI. profile is the IRI of what
// is asked for, ContextProfile or FrameProfile, where that may be one of several
// parts of the document; "" asks for a document. An error ends the work; it is
// best an *Error with a code.
type Loader interface {
	Load(ctx context.Context, iri, profile string) (*Document, error)
}

// Profiles of JSON-LD 1.1 §C, IANA Considerations.
const (
	ContextProfile = "http://www.w3.org/ns/json-ld#context"
	FrameProfile   = "http://www.w3.org/ns/json-ld#frame"
)

// A RDFDirection says what a base direction becomes in RDF.
type RDFDirection int

// DropDirection leaves it out, as does JSON-LD 1.1 API unless told otherwise.
// I18nDatatype and CompoundLiteral are the forms of its §8.2.2; Directional is
// rdf:dirLangString of RDF 1.2, for values that have a language.
const (
	DropDirection RDFDirection = iota
	I18nDatatype
	CompoundLiteral
	Directional
)

// An Embed says how a frame embeds a node that is referred to more than once.
type Embed string

// The values of the embed flag of JSON-LD 1.1 Framing §4.1. The zero Embed is
// EmbedOnce.
const (
	EmbedOnce   Embed = "@once"
	EmbedAlways Embed = "@always"
	EmbedNever  Embed = "@never"
	embedLast   Embed = "@last" // of JSON-LD 1.0
)

// Options are JsonLdOptions of JSON-LD 1.1 API §9.3 and JSON-LD 1.1 Framing
// §5.2. The zero value works: it loads nothing, and flags are at the defaults
// of the specifications.
type Options struct {
	// Base resolves relative IRIs of a document that has no URL of its own, and
	// overrides the URL of one that has.
	Base string
	// ExpandContext is a context, or an object with one, that documents are
	// expanded with before their own.
	ExpandContext any
	// Contexts are known without loading: a context, or an object with
	// "@context", by absolute IRI.
	Contexts map[string]any
	// Loader loads documents and contexts that Contexts has not; nil loads
	// nothing.
	Loader Loader
	// Mode10 restricts what contexts may say to JSON-LD 1.0.
	Mode10 bool
	// Ordered takes entries by code point rather than as they are written.
	Ordered bool
	// KeepArrays writes arrays of one value as arrays.
	KeepArrays bool
	// KeepAbsolute does not compact IRIs relative to the base.
	KeepAbsolute bool

	// RDFDirection and GeneralizedRDF, which lets blank nodes be predicates,
	// are for RDF; NativeTypes, which writes booleans and numbers as such, and
	// RDFType, which keeps rdf:type a property, from it.
	RDFDirection   RDFDirection
	GeneralizedRDF bool
	NativeTypes    bool
	RDFType        bool
	// Strict makes errors of relative IRIs and datatypes in RDF, which are else
	// left out as what is ill-formed is, and takes IRIs that RFC 3987 would not
	// but RDF syntaxes can write. LeftOut is told of what is left out because it
	// is ill-formed; the error ends the sequence if it returns false.
	Strict  bool
	LeftOut func(error) bool
	// BlankPrefix is put before every blank node label of ToRDF.
	BlankPrefix string

	// Frame flags, where the frame says nothing. OmitGraph and KeepBlankIDs are
	// for the result: nil OmitGraph means true.
	Embed        Embed
	Explicit     bool
	OmitDefault  bool
	RequireAll   bool
	OmitGraph    *bool
	KeepBlankIDs bool

	// MaxDepth bounds how deep values and contexts nest, MaxContexts how many
	// contexts a chain of references loads, MaxWork the term definitions that
	// contexts of a document copy or make, MaxOutput the node objects that a
	// frame embeds. 0 means the default.
	MaxDepth, MaxContexts, MaxWork, MaxOutput int
}

// Limits unless told.
const (
	defaultDepth    = 1024
	defaultContexts = 32
	defaultWork     = 8 << 20
	defaultOutput   = 1 << 20
)

func orDefault(n, otherwise int) int {
	if n > 0 {
		return n
	}
	return otherwise
}

// A run is what one call of the package works with.
type run struct {
	ctx      context.Context // of the call, which every step of the algorithms works for
	opts     Options
	loaded   map[string]*Document
	scoped   map[scopedKey]*activeContext
	work     int
	depth    int
	maxDepth int
}

func newRun(ctx context.Context, o Options) *run {
	return &run{
		ctx: ctx, opts: o, loaded: make(map[string]*Document), scoped: make(map[scopedKey]*activeContext),
		work: orDefault(o.MaxWork, defaultWork), maxDepth: orDefault(o.MaxDepth, defaultDepth),
	}
}

// enter counts one level of nesting; leave goes back.
func (r *run) enter() error {
	if r.depth++; r.depth > r.maxDepth {
		return overLimit("depth", "nested deeper than the limit of %d levels", r.maxDepth)
	}
	return r.ctx.Err()
}

func (r *run) leave() { r.depth-- }

// spend counts term definitions.
func (r *run) spend(n int) error {
	if r.work -= n; r.work < 0 {
		return overLimit("names", "contexts make or copy more than the limit of %d term definitions", orDefault(r.opts.MaxWork, defaultWork))
	}
	return nil
}

// keys returns the keys of an object in the order of the options.
func (r *run) keys(o *ojson.Object) []string {
	if r.opts.Ordered {
		return o.SortedKeys()
	}
	return o.Keys()
}
