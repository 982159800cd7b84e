package sparql

import (
	"io"
	"slices"
	"time"

	"w3id.org/plenary/sparql/exec"
)

// An outlet is where an answer goes while it is made. It keeps the answer back, on
// disk, until it is whole or promises to be: of what fails before nothing was sent.
// Then it hands on what it has and what follows.
type outlet struct {
	rows  *rows
	to    io.Writer
	open  bool // nothing is kept back
	first []byte
	rest  *exec.File // behind first; nil for none
}

func (r *rows) outlet(to io.Writer) *outlet {
	return &outlet{rows: r, to: to, open: r.engine.options.AnswerBytes < 0}
}

// Write takes a part of the answer. Errors: exec.ErrBudget, those of writing, that
// of ctx when the query may not go on.
func (o *outlet) Write(p []byte) (n int, err error) {
	if !o.open && !o.rows.promises() {
		return len(p), o.keep(p)
	}
	stopped := o.rows.pause(func() {
		if err = o.hand(); err == nil {
			n, err = o.to.Write(p)
		}
	})
	if err == nil {
		err = stopped
	}
	return n, err
}

// keep keeps a part back.
func (o *outlet) keep(p []byte) (err error) {
	if o.first == nil {
		o.first = slices.Clone(p)
		return nil
	}
	if o.rest == nil {
		if o.rest, err = o.rows.engine.disk.Create(o.rows.engine.options.AnswerBytes); err != nil {
			return err
		}
	}
	_, err = o.rest.Write(p)
	return err
}

// hand hands on what was kept back.
func (o *outlet) hand() error {
	if o.open {
		return nil
	}
	o.open = true
	if _, err := o.to.Write(o.first); err != nil || o.rest == nil {
		return err
	}
	defer o.rest.Close()
	if err := o.rest.Rewind(); err != nil {
		return err
	}
	_, err := io.CopyBuffer(o.to, o.rest, make([]byte, copyBytes))
	return err
}

// copyBytes are read of a file at once.
const copyBytes = 256 << 10

// end hands on the answer when it is whole. The query ends before, so that nobody
// waits for its reader.
func (o *outlet) end() error {
	if !o.open {
		o.rows.close()
	}
	return o.hand()
}

// close gives back the room of what is not to be handed on.
func (o *outlet) close() {
	if o.rest != nil {
		o.rest.Close()
	}
}

// promises reports whether the result may be expected to end in time: with as many
// rows as estimated, at the pace so far, in a third of the time that is left, and
// less where the estimate is not much more than a guess.
func (r *rows) promises() bool {
	all, yielded := r.plan.Root.About().Rows, float64(r.yielded)
	rest := (all - yielded) * float64(time.Since(r.since)) / yielded
	return rest > 0 && 3*rest*r.plan.Spread() < float64(r.clock.rest()) && all <= float64(r.engine.options.Rows)
}
