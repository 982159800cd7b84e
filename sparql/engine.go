// Package sparql answers queries and carries out updates over a store, within
// budgets of memory, rows and time.
//
// A result is complete or an error: none is cut short.
package sparql

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"runtime"
	"runtime/debug"
	"time"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/exec"
	"w3id.org/plenary/sparql/results"
)

// Errors of an engine beside *rdf.SyntaxError, exec.ErrBudget and those of the
// store.
var (
	// ErrBusy says that a query was not begun, since too many wait.
	ErrBusy = errors.New("sparql: too many queries are waiting")
	// ErrDenied is wrapped by what says that a request may not do something.
	ErrDenied = errors.New("sparql: not allowed")
)

// Options of an Engine. The zero value works.
type Options struct {
	Memory      int64         // bytes of all queries together; 0 means 1 GiB
	QueryMemory int64         // bytes of one; 0 means half of Memory
	Rows        int64         // of a result; 0 means 100 million
	Timeout     time.Duration // of a query that names none; 0 means a minute
	MaxTimeout  time.Duration // of any; 0 means ten times Timeout
	Heavy       int           // queries that run at once, beside quick ones; 0 means the number of cores
	Queue       int           // queries that may wait for that; 0 means 64
	Workers     int           // goroutines that one may use; 0 means the number of cores
	Disk        string        // folder for rows beyond the memory; "" means that of the system
	DiskBytes   int64         // of all queries together; 0 means 16 GiB
	// AnswerBytes is the most of an answer that is kept on disk until it is whole,
	// see Result.Write; 0 means 1 GiB, and below that answers are written as they are
	// made.
	AnswerBytes int64
	// Load reads the document of LOAD; nil denies it.
	Load     func(ctx context.Context, iri string) iter.Seq2[rdf.Quad, error]
	Services exec.Caller      // sends the queries of SERVICE; nil denies them
	Now      func() time.Time // time.Now when nil
	Logger   *slog.Logger     // of panics; nil for none
	Without  []string         // rules of the planner that are left out, see plan.Rules; for tests
}

// An Engine evaluates requests. It may be used by several goroutines.
type Engine struct {
	options Options
	pool    exec.Pool
	disk    exec.Disk
	slots   slots
}

// New returns an engine.
func New(o Options) *Engine {
	o.Memory = cmp.Or(o.Memory, 1<<30)
	o.QueryMemory = cmp.Or(o.QueryMemory, o.Memory/2)
	o.Rows = cmp.Or(o.Rows, 100_000_000)
	o.Timeout = cmp.Or(o.Timeout, time.Minute)
	o.MaxTimeout = cmp.Or(o.MaxTimeout, 10*o.Timeout)
	o.Heavy = cmp.Or(o.Heavy, runtime.GOMAXPROCS(0))
	o.Workers = cmp.Or(o.Workers, runtime.GOMAXPROCS(0))
	o.Queue = cmp.Or(o.Queue, 64)
	o.DiskBytes = cmp.Or(o.DiskBytes, 16<<30)
	o.AnswerBytes = cmp.Or(o.AnswerBytes, 1<<30)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Services == nil {
		o.Services = denied{}
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return &Engine{
		options: o, pool: exec.Pool{Max: o.Memory}, disk: exec.Disk{Dir: o.Disk, Max: o.DiskBytes}, slots: slots{all: o.Heavy, free: o.Heavy, most: o.Queue},
	}
}

// denied is a Caller that calls nobody.
type denied struct{}

// Call returns ErrDenied.
func (denied) Call(context.Context, string, string) (*results.Reader, func(), error) {
	return nil, nil, fmt.Errorf("%w: this server asks no others", ErrDenied)
}

// within returns a context that ends after a timeout, of which 0 is the usual
// one, and the time that is.
func (e *Engine) within(ctx context.Context, timeout time.Duration) (context.Context, context.CancelFunc) {
	timeout = min(cmp.Or(timeout, e.options.Timeout), e.options.MaxTimeout)
	return context.WithTimeoutCause(ctx, timeout, &exec.LimitError{Limit: "time", Max: timeout.Milliseconds()})
}

// because returns the limit that ended ctx in place of an error that says no
// more than that it ended.
func because(ctx context.Context, err error) error {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return cmp.Or(context.Cause(ctx), err)
	}
	return err
}

// caught makes an error of a panic.
func (e *Engine) caught(err *error) {
	if failure := recover(); failure != nil {
		e.options.Logger.Error("a query panicked", "cause", fmt.Sprint(failure), "stack", string(debug.Stack()))
		*err = fmt.Errorf("sparql: panic: %v", failure)
	}
}
