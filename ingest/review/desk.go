package review

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"time"
	"weak"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// Folders of a data folder that the package keeps.
const (
	QuarantineFolder = "quarantine"
	TextsFolder      = "documents"
)

// A Violation is what a gate finds wrong with a transaction.
type Violation struct {
	Focus   rdf.Term // what is wrong
	Path    rdf.Term // the property that has or lacks a value; the zero Term for others
	Message string
}

// Options of a desk.
type Options struct {
	// Base is the IRI that the published data lives under; it ends in a slash.
	Base string
	// Gate returns the violations that forbid a transaction of the published store;
	// nil lets all pass.
	Gate func(context.Context, *graph.Tx) ([]Violation, error)
	// Now tells the time of decisions; time.Now when nil.
	Now func() time.Time
}

// A Desk is where proposals are decided. It may be used by several goroutines;
// decisions wait for each other.
type Desk struct {
	Options
	public, quarantine *graph.Store
	texts              Texts
	folder             string // "" for a desk of stores alone

	mu sync.Mutex // held while a decision is checked and written, so that none comes between

	keeping sync.Mutex
	kept    *proposals // nil before they are read
	keptAt  uint64     // the commit of the quarantine that they are of

	making     sync.Mutex
	extracting extracting

	reading sync.Mutex             // held while claims are read
	newest  weak.Pointer[Snapshot] // the last that was read, as long as memory is not wanted: it keeps old files open
}

// Open opens the desk of a data folder, whose published store is open already and
// stays that of the caller. What is not there is made. Errors: those of graph.Open.
func Open(folder string, public *graph.Store, o Options) (*Desk, error) {
	quarantine, err := graph.Open(filepath.Join(folder, QuarantineFolder), graph.Options{Base: o.Base, Now: o.Now})
	if err != nil {
		return nil, err
	}
	return in(folder, public, quarantine, o), nil
}

func in(folder string, public, quarantine *graph.Store, o Options) *Desk {
	d := New(public, quarantine, Texts(filepath.Join(folder, TextsFolder)), o)
	d.folder = folder
	return d
}

// New returns a desk of a published store, a quarantine and texts.
func New(public, quarantine *graph.Store, texts Texts, o Options) *Desk {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Desk{Options: o, public: public, quarantine: quarantine, texts: texts}
}

// View opens the desk to be read, also while others use it; false when the folder
// has none.
func View(folder string, public *graph.Store, o Options) (*Desk, bool, error) {
	quarantine, err := openQuarantine(folder)
	if err != nil || quarantine == nil {
		return nil, false, err
	}
	return in(folder, public, quarantine, o), true, nil
}

// Close closes the quarantine. There need be none.
func (d *Desk) Close() error {
	if d == nil {
		return nil
	}
	return d.quarantine.Close()
}

// iri returns an IRI under the base.
func (d *Desk) iri(path string) rdf.Term { return rdf.IRI(d.Base + "id/" + path) }

// reviewGraph is the graph of decisions, in either store.
func (d *Desk) reviewGraph() rdf.Term { return d.iri("graph/review") }

// object returns the first object of a subject and a property, the zero Term when
// there is none.
func object(snap *graph.Snapshot, s rdf.Term, property string) rdf.Term {
	for t, err := range snap.Triples(graph.Pattern{S: s, P: rdf.IRI(property)}) {
		if err == nil {
			return t.O
		}
	}
	return rdf.Term{}
}

// collect returns the quads that match a pattern.
func collect(snap *graph.Snapshot, p graph.Pattern) (quads []rdf.Quad, err error) {
	for q, err := range snap.Quads(p) {
		if err != nil {
			return nil, err
		}
		quads = append(quads, q)
	}
	return quads, nil
}

// addAll and removeAll change many quads.
func addAll(tx *graph.Tx, quads []rdf.Quad) (err error) {
	for _, q := range quads {
		_, failed := tx.Add(q)
		err = errors.Join(err, failed)
	}
	return err
}

func removeAll(tx *graph.Tx, quads []rdf.Quad) (err error) {
	for _, q := range quads {
		_, failed := tx.Remove(q)
		err = errors.Join(err, failed)
	}
	return err
}

// removeFound removes the quads of a snapshot that match a pattern. Beside many other
// changes of the transaction it is faster than Tx.RemoveMatching, which looks through
// them.
func removeFound(tx *graph.Tx, in *graph.Snapshot, p graph.Pattern) error {
	quads, err := collect(in, p)
	if err != nil {
		return err
	}
	return removeAll(tx, quads)
}
