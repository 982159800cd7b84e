package sparql

import (
	"context"
	"errors"
	"fmt"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/syntax"
)

// ErrState is wrapped by what says that graphs are not as an operation needs
// them.
var ErrState = errors.New("sparql: the operation cannot be done")

// UpdateOptions are those of one request. The zero value works.
type UpdateOptions struct {
	Base     string       // of relative IRIs
	Prefixes []rdf.Prefix // that need no declaration
	Source   string       // named in syntax errors
	Timeout  time.Duration
	// DefaultGraphs and NamedGraphs are the dataset of every WHERE, when there are
	// any; the request may then have neither USING nor WITH.
	DefaultGraphs, NamedGraphs []string
	// Separate is that of QueryOptions, for WHERE.
	Separate bool
	Change   graph.Change // for the history
	// Before and After are called inside the transaction, before the first operation
	// and behind the last. An error of theirs takes everything back and is returned.
	// nil does nothing.
	Before, After func(*graph.Tx) error
}

// An Outcome says what an update has changed.
type Outcome struct {
	graph.Commit // the one that it made, or with no counts the one before
	// Elsewhere counts the triples that were to be removed from the unnamed graph
	// and that named graphs hold still, so that queries find them.
	Elsewhere int
}

// Update carries out a request as one transaction: all of it or, after an error,
// nothing. Each operation sees what those before it have changed. Quads that
// name no graph are those of the unnamed graph alone. Errors: *rdf.SyntaxError,
// ErrDenied, ErrState, exec.ErrBudget, those of ctx and of the store.
//
// Spec: SPARQL 1.1 and 1.2 Update. There are no empty graphs: CREATE makes sure
// that there is none of that name, and CLEAR and DROP do the same.
func (e *Engine) Update(ctx context.Context, store *graph.Store, text string, o UpdateOptions) (out Outcome, err error) {
	defer e.caught(&err)
	request, err := syntax.ParseUpdate(text, syntax.Options{Base: o.Base, Prefixes: o.Prefixes, Source: o.Source})
	if err == nil && len(o.DefaultGraphs)+len(o.NamedGraphs) > 0 {
		err = noDataset(request, text, o.Source)
	}
	if err != nil {
		return out, err
	}
	ctx, stop := e.within(ctx, o.Timeout)
	defer stop()
	u := updater{engine: e, ctx: func() context.Context { return ctx }, options: o}
	out.Commit, err = store.Update(ctx, o.Change, func(tx *graph.Tx) error {
		if err := called(o.Before, tx); err != nil {
			return err
		}
		u.tx = tx
		for u.number = range request.Operations {
			if err := u.do(request.Operations[u.number]); err != nil {
				return err
			}
		}
		return called(o.After, tx)
	})
	out.Elsewhere = u.elsewhere
	return out, because(ctx, err)
}

func called(hook func(*graph.Tx) error, tx *graph.Tx) error {
	if hook == nil {
		return nil
	}
	return hook(tx)
}

// noDataset refuses a request that names a dataset when the protocol has done so.
//
// Spec: SPARQL 1.1 Protocol §2.2.3.
func noDataset(u *syntax.Update, text, source string) error {
	for _, op := range u.Operations {
		if m, ok := op.(*syntax.Modify); ok && (m.With != "" || len(m.Using) > 0) {
			line, column := syntax.Position(text, m.At)
			return &rdf.SyntaxError{Source: source, Offset: int64(m.At), Line: line, Column: column,
				Msg: "USING and WITH cannot stand in a request that comes with using-graph-uri or using-named-graph-uri"}
		}
	}
	return nil
}

// updater carries out the operations of one request.
type updater struct {
	engine    *Engine
	ctx       func() context.Context
	options   UpdateOptions
	tx        *graph.Tx
	number    int // of the operation
	elsewhere int
}

func (u *updater) do(op syntax.Operation) error {
	if err := u.ctx().Err(); err != nil {
		return err
	}
	switch op := op.(type) {
	case *syntax.Modify:
		return u.modify(op)
	case *syntax.Load:
		if err := u.load(op); err != nil && !op.Silent {
			return err
		}
		return u.ctx().Err()
	}
	return u.manage(op.(*syntax.Manage))
}

// labels returns what the labels of blank nodes begin with that the operation
// makes: no other operation and no other commit makes the same.
func (u *updater) labels(s *graph.Snapshot) string {
	return fmt.Sprintf("u%do%dn", s.Seq()+1, u.number)
}
