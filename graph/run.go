package graph

import (
	"fmt"
	"sync/atomic"

	"w3id.org/plenary/graph/internal/btree"
	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/lexicon"
	"w3id.org/plenary/graph/internal/table"
	"w3id.org/plenary/graph/internal/termkey"
	"w3id.org/plenary/rdf"
)

// run is a layer in an immutable file. Its rows are of codes, the places of the
// IDs that it has among each other; of history, the second column is the
// inverted sequence number. Damage that a reader meets is kept where the
// snapshot looks for it, and nothing is found then.
type run struct {
	runInfo
	ids     *table.Uint64s // ascending
	rows    [2][rowOrders + 1]*table.Table
	terms   *lexicon.Lexicon
	byRank  *table.Vector // the numbers of terms, less that of the first
	ranks   *table.Vector // the inverse
	decoder termkey.Decoder
	byTerm  cache[rdf.Term, uint32]
	byCode  cache[uint32, rdf.Term]
	damage  *atomic.Pointer[error]
	files   *files
}

// runInfo is what the manifest says of a run.
type runInfo struct {
	File   string `json:"file"`
	Commit Commit `json:"commit"` // the last in it
	Below  uint32 `json:"below"`  // the number below that of its first term
}

// The files in the bundle of a run beside those of its rows, which are named for
// the order and the sign.
const (
	idsFile    = "ids"
	byRankFile = "numbers"
	ranksFile  = "ranks"
)

var signNames = [...]string{plus: "+", minus: "-"}

func openRun(from opener, info runInfo, damage *atomic.Pointer[error]) (*run, error) {
	r := &run{runInfo: info, damage: damage}
	for s := range r.rows {
		for o := range r.rows[s] {
			if err := open(from, orderNames[o]+signNames[s], table.Open, &r.rows[s][o]); err != nil {
				return nil, err
			}
		}
	}
	for name, to := range map[string]**table.Vector{byRankFile: &r.byRank, ranksFile: &r.ranks} {
		if err := open(from, name, table.OpenVector, to); err != nil {
			return nil, err
		}
	}
	err := open(from, idsFile, table.OpenUint64s, &r.ids)
	if err == nil {
		err = open(from, termsFile, lexicon.Open, &r.terms)
	}
	if err != nil {
		return nil, err
	}
	if n := r.terms.Len(); n != r.ranks.Len() || n != r.byRank.Len() {
		return nil, corrupt.Errorf("files %s, %s and %s have %d, %d and %d terms", termsFile, ranksFile, byRankFile, n, r.ranks.Len(), r.byRank.Len())
	}
	r.byTerm = newCache[rdf.Term, uint32](r.terms.Len(), hashOf[rdf.Term]())
	r.byCode = newCache[uint32, rdf.Term](r.terms.Len(), itself)
	return r, nil
}

// sound keeps an error and reports whether there is none.
func (r *run) sound(err error) bool {
	if err == nil {
		return true
	}
	err = fmt.Errorf("file %s: %w", r.File, err)
	r.damage.CompareAndSwap(nil, &err)
	return false
}

// columns returns the first n parts of a key as columns. Without exact it
// returns the least columns that are not before the key, and how many there are;
// with exact it reports whether a row may begin with them.
func (r *run) columns(o order, k btree.Key, n int, exact bool) (columns [4]uint32, used int, ok bool) {
	for i := range n {
		if o == history && i == 1 {
			columns[i] = uint32(k[i])
			continue
		}
		code, found, err := r.ids.Find(k[i])
		if !r.sound(err) {
			return columns, 0, false
		}
		columns[i] = uint32(code)
		if !found {
			return columns, i + 1, !exact
		}
	}
	return columns, n, true
}

func (r *run) between(s sign, o order, k btree.Key, n int) (low, high int) {
	t := r.rows[s][o]
	if t.Len() == 0 {
		return 0, 0
	}
	columns, _, ok := r.columns(o, k, n, true)
	if !ok {
		return 0, 0
	}
	low, high, err := t.Range(columns[:n])
	if !r.sound(err) {
		return 0, 0
	}
	return low, high
}

func (r *run) has(s sign, o order, k btree.Key) bool { return r.count(s, o, k, width(o)) > 0 }

// width returns the number of columns of an order.
func width(o order) int {
	if o == history {
		return 2
	}
	return len(positions[o])
}

func (r *run) count(s sign, o order, k btree.Key, n int) int {
	if n == 0 {
		return r.rows[s][o].Len()
	}
	low, high := r.between(s, o, k, n)
	return high - low
}

func (r *run) seek(s sign, o order, k btree.Key) cursor {
	c := &runCursor{run: r, order: o, table: r.rows[s][o]}
	if c.table.Len() == 0 {
		return c
	}
	columns, n, ok := r.columns(o, k, width(o), false)
	if !ok {
		return c
	}
	low, err := c.table.Lower(columns[:n])
	if r.sound(err) {
		c.rows.Reset(c.table, low, c.table.Len())
		c.left = c.table.Len() - low
	}
	return c
}

func (r *run) numbers() (below, last uint32) { return r.Below, r.Below + uint32(r.terms.Len()) }

func (r *run) find(t rdf.Term) (uint32, bool) {
	if r.terms.Len() == 0 {
		return 0, false
	}
	if n, ok := r.byTerm.get(t); ok {
		return n, true
	}
	var room [128]byte
	rank, found, err := r.terms.Find(termkey.Append(room[:0], t))
	if !r.sound(err) || !found {
		return 0, false
	}
	n, err := r.byRank.At(rank)
	if !r.sound(err) {
		return 0, false
	}
	n += r.Below + 1
	r.byTerm.put(t.Clone(), n)
	return n, true
}

func (r *run) term(n uint32) rdf.Term {
	n -= r.Below + 1
	if t, ok := r.byCode.get(n); ok {
		return t
	}
	t, err := r.read(n)
	if r.sound(err) {
		r.byCode.put(n, t)
	}
	return t
}

// read returns the n-th term, the first being 0.
func (r *run) read(n uint32) (t rdf.Term, err error) {
	rank, err := r.ranks.At(int(n))
	if err != nil {
		return t, err
	}
	var room [128]byte
	key, err := r.terms.Append(room[:0], int(rank))
	if err != nil {
		return t, err
	}
	return r.decoder.Term(string(key))
}

// runCursor visits rows of a run.
type runCursor struct {
	run   *run
	order order
	table *table.Table
	rows  table.Cursor
	left  int // rows not read
	keys  []btree.Key
	at    int // in keys
}

func (c *runCursor) Peek() (k btree.Key, ok bool) {
	if c.at == len(c.keys) && (c.left == 0 || !c.run.sound(c.fill())) {
		return k, false
	}
	return c.keys[c.at], true
}

func (c *runCursor) Next() (k btree.Key, ok bool) {
	if k, ok = c.Peek(); ok {
		c.at++
	}
	return k, ok
}

// fill reads the next rows: few at first, since many ask for no more.
func (c *runCursor) fill() error {
	size := min(max(firstRows, 8*len(c.keys)), batchRows, c.left)
	c.left -= size
	var cols [4][]uint32
	all := cols[:c.table.Columns()]
	for i := range all {
		all[i] = make([]uint32, size)
	}
	c.keys, c.at = make([]btree.Key, 0, size), 0
	if _, err := c.rows.Next(all); err != nil {
		c.left = 0
		return err
	}
	for row := range size {
		var k btree.Key
		for i := range all {
			if c.order == history && i == 1 {
				k[i] = ^uint64(^all[i][row])
				continue
			}
			id, err := c.run.ids.At(int(all[i][row]))
			if err != nil {
				c.left, c.keys = 0, nil
				return err
			}
			k[i] = id
		}
		c.keys = append(c.keys, k)
	}
	return nil
}
