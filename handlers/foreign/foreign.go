// Package foreign has the contexts and frames of JSON-LD that clients name: those that
// are published here, the usual ones of W3C, and what hosts have that the operator
// allows to be asked.
//
// Nothing else is ever asked for, also where an allowed document refers to it; and what
// was asked for is not asked for again for a while, however many clients name it.
package foreign

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"time"

	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf/jsonld/known"
	"w3id.org/plenary/rdf/jsonld/ojson"
	"w3id.org/plenary/rdf/jsonld/processor"
	"w3id.org/plenary/sparql"
)

// A Remote asks other hosts.
type Remote interface {
	processor.Loader
	// Allows reports whether an IRI may be asked for.
	Allows(iri string) bool
}

// Documents are contexts and frames. It is a processor.Loader and may be used by
// several goroutines.
type Documents struct {
	own    map[string]*processor.Document // by IRI; never asked for
	remote Remote
	now    func() time.Time
	asking chan struct{} // holds one for each question to another host

	mu   sync.Mutex
	kept map[string]*document
}

// document is what came of one question; its fields are read when done is closed.
type document struct {
	done  chan struct{}
	doc   *processor.Document
	err   error
	until time.Time // when it is asked for again
}

const (
	mostAsked  = 4                // questions to other hosts at a time
	mostKept   = 64               // answers
	keptFor    = 10 * time.Minute // an answer
	failedFor  = 30 * time.Second // the lack of one
	longestAsk = 10 * time.Second
)

// New returns what is published under a base, and what a remote allows; nil for
// nothing else. now is time.Now when nil.
//
// Errors: published documents that are not well-formed, which there are none of.
func New(base string, remote Remote, now func() time.Time) (*Documents, error) {
	if now == nil {
		now = time.Now
	}
	d := &Documents{own: map[string]*processor.Document{}, remote: remote, now: now, asking: make(chan struct{}, mostAsked), kept: map[string]*document{}}
	for iri, context := range known.Contexts() {
		d.own[iri] = &processor.Document{Value: ojson.NewObject("@context", context), URL: iri}
	}
	texts := map[string][]byte{base + "ontology/context.jsonld": ontology.Context}
	for _, name := range ontology.Frames() {
		texts[base+"ontology/frames/"+name+".jsonld"], _ = ontology.Frame(name)
	}
	for iri, text := range texts {
		value, err := ojson.Parse(bytes.NewReader(text), ojson.Options{Source: iri})
		if err != nil {
			return nil, fmt.Errorf("foreign: %w", err)
		}
		d.own[iri] = &processor.Document{Value: value, URL: iri}
	}
	return d, nil
}

// Has reports whether a client may name an IRI.
func (d *Documents) Has(iri string) bool {
	return d.own[iri] != nil || d.remote != nil && d.remote.Allows(iri)
}

// Load returns the document of an IRI, as processor.Loader does. Errors: sparql.ErrDenied
// for one that no client may name, those of the remote, that of ctx.
func (d *Documents) Load(ctx context.Context, iri, profile string) (*processor.Document, error) {
	if doc := d.own[iri]; doc != nil {
		return doc, nil
	}
	if !d.Has(iri) {
		return nil, fmt.Errorf("%w: <%.200s> is not on the list of what clients may name", sparql.ErrDenied, iri)
	}
	found, first := d.find(iri)
	if first {
		d.ask(ctx, found, iri, profile)
	}
	select {
	case <-found.done:
		return found.doc, found.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// find returns what came or will come of a question, and whether the caller is to
// ask it.
func (d *Documents) find(iri string) (found *document, first bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if found = d.kept[iri]; found != nil && (found.until.IsZero() || d.now().Before(found.until)) {
		return found, false
	}
	for other := range d.kept {
		if len(d.kept) < mostKept {
			break
		}
		delete(d.kept, other)
	}
	found = &document{done: make(chan struct{})}
	d.kept[iri] = found
	return found, true
}

// ask asks for a document, for everybody who waits for it: that one of them leaves
// changes nothing once it is asked for. Who finds no turn within ctx has not asked.
func (d *Documents) ask(ctx context.Context, found *document, iri, profile string) {
	kept := time.Duration(0)
	select {
	case d.asking <- struct{}{}:
		defer func() { <-d.asking }()
		asking, stop := context.WithTimeout(context.WithoutCancel(ctx), longestAsk)
		defer stop()
		if found.doc, found.err = d.remote.Load(asking, iri, profile); found.err == nil {
			kept = keptFor
		} else {
			kept = failedFor
		}
	case <-ctx.Done():
		found.err = ctx.Err()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	found.until = d.now().Add(kept)
	close(found.done)
}
