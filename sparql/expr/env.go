package expr

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"w3id.org/plenary/rdf/xsd"
)

// A Row is the solution that an expression is evaluated for.
type Row interface {
	// Value returns the value of the variable in a slot, the zero Value where it is
	// unbound.
	Value(slot int) Value
}

// An Env is what an expression is evaluated in. It is not safe for concurrent
// use, but copies of one are: workers of one query share Now and Seed.
type Env struct {
	Row Row
	// Now is what NOW returns: one moment for a query.
	Now xsd.DateTime
	// Seed is what the blank nodes of one query have in common.
	Seed [2]uint64
	// Solution tells solutions of a query apart, for BNODE with an argument.
	Solution uint64
	// Random returns 64 random bits; nil means those of math/rand/v2.
	Random func() uint64
	// Err is what must stop the query: the first one that was given to Fail.
	Err error
}

// NewEnv returns an Env with the current time and a new seed.
func NewEnv() *Env {
	return &Env{Now: xsd.FromTime(time.Now().UTC()), Seed: [2]uint64{rand.Uint64(), rand.Uint64()}}
}

// ErrLimit is wrapped by errors of evaluation that name a limit.
var ErrLimit = errors.New("expr: limit")

// Fail records an error that must stop the query, unless there is one, and
// returns no value.
func (e *Env) Fail(err error) Value {
	if e.Err == nil {
		e.Err = err
	}
	return Value{}
}

func (e *Env) random() uint64 {
	if e.Random != nil {
		return e.Random()
	}
	return rand.Uint64()
}

// label returns the label of a blank node for a solution and a text. It is not
// kept anywhere: the same ones give the same label.
func (e *Env) label(text string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%x %x %x %s", e.Seed[0], e.Seed[1], e.Solution, text))
	return "b" + hex.EncodeToString(sum[:16])
}
