package exec

import (
	"errors"
	"fmt"
	"sync/atomic"
)

// ErrBudget is wrapped by what says that a query needed more than it may use. It
// is always a *LimitError.
var ErrBudget = errors.New("exec: the query needs more than it may use")

// A LimitError says which limit a query met.
type LimitError struct {
	Limit string // "memory", "disk", "rows", "columns" or "time"
	Max   int64  // bytes, rows, columns or milliseconds
}

// Error names the limit.
func (e *LimitError) Error() string {
	return fmt.Sprintf("exec: the query needs more %s than its limit of %d %s", e.Limit, e.Max, e.Unit())
}

// Unit returns what Max counts.
func (e *LimitError) Unit() string {
	switch e.Limit {
	case "rows", "columns":
		return e.Limit
	case "time":
		return "ms"
	}
	return "bytes"
}

// Unwrap returns ErrBudget.
func (*LimitError) Unwrap() error { return ErrBudget }

// A Pool is memory that queries share. The zero Pool has no limit.
type Pool struct {
	Max  int64 // bytes; 0 is no limit
	used atomic.Int64
}

// Used returns how many bytes are in use.
func (p *Pool) Used() int64 { return p.used.Load() }

// A Budget is what one query may use. It may be used by several goroutines.
type Budget struct {
	pool    *Pool
	max     int64 // bytes; 0 is no limit
	used    atomic.Int64
	maxRows int64
	rows    atomic.Int64
}

// NewBudget returns a budget of bytes of a pool and of rows of the result; 0 is
// no limit, and a nil pool one without a limit.
func NewBudget(p *Pool, bytes, rows int64) *Budget {
	if p == nil {
		p = new(Pool)
	}
	return &Budget{pool: p, max: bytes, maxRows: rows}
}

// Take takes bytes before they are allocated. Errors: ErrBudget; then nothing
// is taken.
func (b *Budget) Take(bytes int64) error {
	if used := b.used.Add(bytes); b.max > 0 && used > b.max {
		b.used.Add(-bytes)
		return &LimitError{"memory", b.max}
	}
	if used := b.pool.used.Add(bytes); b.pool.Max > 0 && used > b.pool.Max {
		b.pool.used.Add(-bytes)
		b.used.Add(-bytes)
		return &LimitError{"memory", b.pool.Max}
	}
	return nil
}

// Give gives bytes back.
func (b *Budget) Give(bytes int64) {
	b.used.Add(-bytes)
	b.pool.used.Add(-bytes)
}

// Rows counts rows of the result. Errors: ErrBudget.
func (b *Budget) Rows(n int) error {
	if b.rows.Add(int64(n)) > b.maxRows && b.maxRows > 0 {
		return &LimitError{"rows", b.maxRows}
	}
	return nil
}

// Close gives back all that was taken.
func (b *Budget) Close() { b.Give(b.used.Load()) }
