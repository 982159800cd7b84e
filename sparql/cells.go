package sparql

import (
	"cmp"
	"fmt"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/exec"
	"w3id.org/plenary/sparql/results"
)

const (
	fewRecur  = 15   // batches until cells are kept again
	fewCells  = 2048 // of which it is not worth it to keep any
	slotBits  = 13
	slotBytes = 1 << 10 // of the longest cell that is kept
)

// cells makes the cells of a result. What few terms recur are kept, each in the
// one slot that its ID belongs to.
type cells struct {
	format results.Format
	terms  *termReader
	budget *exec.Budget
	taken  int64
	made   int    // cells, those that were kept too
	slots  []slot // none before fewCells were made
	kept   bool   // those of the batch before are in slots
	unkept int    // batches whose cells are not to be kept, since few recur
	batch  [][]byte
	missed []missing
	ids    []graph.ID
	found  []rdf.Term
	texts  []byte
}

type slot struct {
	id   graph.ID
	text []byte
}

// missing is a cell that is no slot's.
type missing struct {
	id graph.ID
	at int // in batch
}

func slotOf(id graph.ID) int { return int(uint64(id) * 0x9E3779B97F4A7C15 >> (64 - slotBits)) }

// of returns the cells of columns, row by row; those of unbound variables are
// empty. They are lent until the next call.
func (c *cells) of(columns [][]graph.ID, rows int) ([][]byte, error) {
	if c.slots == nil && c.made >= fewCells {
		c.slots = make([]slot, 1<<slotBits)
	}
	c.made += rows * len(columns)
	c.batch = append(c.batch[:0], make([][]byte, rows*len(columns))...)
	c.missed = c.missed[:0]
	for i, column := range columns {
		c.column(column[:rows], i, len(columns))
	}
	if err := c.read(); err != nil {
		return nil, err
	}
	return c.batch, nil
}

// column fills a column of the batch with what is kept.
func (c *cells) column(ids []graph.ID, at, step int) {
	for _, id := range ids {
		switch {
		case id == 0:
		case len(c.slots) > 0 && c.slots[slotOf(id)].id == id:
			c.batch[at] = c.slots[slotOf(id)].text
		default:
			c.missed = append(c.missed, missing{id, at})
		}
		at += step
	}
}

// read makes the cells that were missing, in the order of their terms, and then
// keeps them: the batch still refers to slots.
func (c *cells) read() error {
	byID := func(a, b missing) int { return cmp.Compare(a.id, b.id) }
	slices.SortFunc(c.missed, byID)
	c.ids = c.ids[:0]
	for i, m := range c.missed {
		if i == 0 || m.id != c.missed[i-1].id {
			c.ids = append(c.ids, m.id)
		}
	}
	var err error
	if c.found, err = c.terms.append(c.found[:0], c.ids); err != nil {
		return err
	}
	if err := c.hold(); err != nil {
		return err
	}
	c.texts = c.texts[:0]
	i := 0
	for n, t := range c.found {
		from := len(c.texts)
		if c.texts, err = c.format.Cell(c.texts, t); err != nil {
			return fmt.Errorf("%w: %w", results.ErrNotWritable, err)
		}
		for ; i < len(c.missed) && c.missed[i].id == c.ids[n]; i++ {
			c.batch[c.missed[i].at] = c.texts[from:len(c.texts):len(c.texts)]
		}
	}
	return nil
}

// hold takes the memory for the terms that were found, their texts and cells. It
// stays until the query ends.
func (c *cells) hold() error {
	bytes := int64(0)
	for _, t := range c.found {
		bytes += 3*int64(len(t.Value())) + cellBytes
	}
	if bytes <= c.taken {
		return nil
	}
	if err := c.budget.Take(bytes - c.taken); err != nil {
		return err
	}
	c.taken = bytes
	return nil
}

// cellBytes is about what a cell takes beside its text.
const cellBytes = 128

// keep puts the cells that were missing into slots, once the batch is written.
func (c *cells) keep() {
	if c.slots == nil {
		return
	}
	if c.unkept > 0 {
		c.unkept--
		return
	}
	if c.kept && 8*len(c.missed) > 7*len(c.batch) {
		c.kept, c.unkept = false, fewRecur
		return
	}
	c.kept = true
	for i, m := range c.missed {
		text := c.batch[m.at]
		if i > 0 && m.id == c.missed[i-1].id || len(text) > slotBytes {
			continue
		}
		s := &c.slots[slotOf(m.id)]
		s.id, s.text = m.id, append(s.text[:0], text...)
	}
}
