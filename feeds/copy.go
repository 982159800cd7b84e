package feeds

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/patch"
)

// copyAuthor is the author of the commits of a copy; their message says of which
// store they are a copy, and up to which of its commits.
const copyAuthor = "plenary mirror"

// Errors of copies.
var (
	// ErrNotCopy says that a store has commits that no mirror made.
	ErrNotCopy = errors.New("feeds: the folder has changes of its own, and is no copy")
	// ErrOther says that the server has another store than the one copied.
	ErrOther = errors.New("feeds: the server has another dataset than the one copied here")
	// ErrDiffers says that a change does not fit to the copy.
	ErrDiffers = errors.New("feeds: the copy is not what the server had")
)

// A Copy is a store that follows another. Where it stands is in its last commit, so
// that nothing can come between a change and the note that it was made.
type Copy struct{ Store *graph.Store }

// Position returns which store is copied, and up to which of its commits; "" and 0
// for an empty copy. Errors: ErrNotCopy.
func (c Copy) Position(ctx context.Context) (dataset string, seq uint64, err error) {
	snap := c.Store.Snapshot()
	if snap.Seq() == 0 {
		return "", 0, nil
	}
	last, err := snap.Commit(ctx, snap.Seq())
	if err != nil {
		return "", 0, err
	}
	dataset, number, _ := strings.Cut(last.Message, " ")
	seq, err = strconv.ParseUint(number, 10, 64)
	if last.Author != copyAuthor || err != nil {
		return "", 0, ErrNotCopy
	}
	return dataset, seq, nil
}

func (c Copy) change(dataset string, seq uint64) graph.Change {
	return graph.Change{Author: copyAuthor, Message: dataset + " " + strconv.FormatUint(seq, 10)}
}

// Load fills an empty copy with the quads of a dump of a commit.
func (c Copy) Load(ctx context.Context, dataset string, seq uint64, quads iter.Seq2[rdf.Quad, error]) error {
	_, err := c.Store.Load(ctx, c.change(dataset, seq), quads)
	return err
}

// Apply applies a page of the change log, each of its transactions in one of the
// copy, and returns the commit that it now stands at. Errors: ErrOther, ErrDiffers,
// *rdf.SyntaxError, those of the store; the transactions before stay, and the next
// page has to be asked for from the commit returned.
func (c Copy) Apply(ctx context.Context, page io.Reader, source string) (uint64, error) {
	dataset, seq, err := c.Position(ctx)
	if err != nil {
		return 0, err
	}
	var rows []patch.Row
	next := uint64(0)
	for row, err := range patch.Decode(page, rdf.DecodeOptions{Source: source}) {
		if err != nil {
			return seq, err
		}
		switch row.Op {
		case patch.Header:
			if err := c.header(row, dataset, seq, &next); err != nil {
				return seq, err
			}
		case patch.Add, patch.Delete:
			rows = append(rows, row)
		case patch.Abort:
			rows = nil
		case patch.Commit:
			if err := c.commit(ctx, dataset, seq+1, rows); err != nil {
				return seq, err
			}
			seq, rows = seq+1, nil
		}
	}
	if seq != next {
		return seq, fmt.Errorf("%w: the page ends at commit %d and says %d", ErrDiffers, seq, next)
	}
	return seq, nil
}

// header looks at what a page says of itself.
func (c Copy) header(row patch.Row, dataset string, seq uint64, next *uint64) (err error) {
	value := row.Term.Value()
	switch row.Name {
	case "dataset":
		if value != dataset {
			return fmt.Errorf("%w: %s, not %s", ErrOther, value, dataset)
		}
	case "since":
		if value != strconv.FormatUint(seq, 10) {
			return fmt.Errorf("%w: the page begins behind commit %s, the copy ends at %d", ErrDiffers, value, seq)
		}
	case "next":
		*next, err = strconv.ParseUint(value, 10, 64)
	}
	return err
}

// commit makes one transaction of the copy.
func (c Copy) commit(ctx context.Context, dataset string, seq uint64, rows []patch.Row) error {
	done, err := c.Store.Update(ctx, c.change(dataset, seq), func(tx *graph.Tx) error {
		for _, row := range rows {
			do := tx.Add
			if row.Op == patch.Delete {
				do = tx.Remove
			}
			if changed, err := do(row.Quad); err != nil {
				return err
			} else if !changed {
				return fmt.Errorf("%w: commit %d %ss what is so already: %s %s %s", ErrDiffers, seq, verbs[row.Op], row.Quad.S.Value(), row.Quad.P.Value(), row.Quad.O.Value())
			}
		}
		return nil
	})
	if err == nil && done.Added+done.Removed == 0 {
		err = fmt.Errorf("%w: commit %d changes nothing", ErrDiffers, seq)
	}
	return err
}

var verbs = map[patch.Op]string{patch.Add: "add", patch.Delete: "remove"}

// Verify compares the graphs of the copy with what the server says of its own.
// Errors: ErrDiffers names the first that is not the same.
func (c Copy) Verify(ctx context.Context, theirs []GraphHash) error {
	snap := c.Store.Snapshot()
	ours := map[string]rdf.Term{}
	for _, name := range Graphs(snap) {
		ours[graphName(name)] = name
	}
	for _, want := range theirs {
		name, ok := ours[want.Graph]
		if !ok {
			return fmt.Errorf("%w: graph <%s> is missing", ErrDiffers, want.Graph)
		}
		delete(ours, want.Graph)
		got, err := HashGraph(ctx, snap, name)
		if err != nil {
			return err
		}
		if got != want {
			return fmt.Errorf("%w: graph <%s> has %d quads and hash %s, the server %d and %s", ErrDiffers, want.Graph, got.Quads, got.Hash, want.Quads, want.Hash)
		}
	}
	for name := range ours {
		return fmt.Errorf("%w: graph <%s> is not on the server", ErrDiffers, name)
	}
	return nil
}
