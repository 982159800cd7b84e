// Package corrupt says that bytes of an index are not what was written. Every
// such error wraps Err.
package corrupt

import (
	"errors"
	"fmt"
	"runtime/debug"
)

// Err is wrapped by every error that reports damaged files.
var Err = errors.New("graph: corrupt index")

// Errorf returns an error with a message that wraps Err.
func Errorf(format string, args ...any) error {
	return fmt.Errorf("%w: %s", Err, fmt.Sprintf(format, args...))
}

// Recover turns a fault while mapped memory is read, as when a file has been
// truncated under its reader, into an error; other panics go on. Whoever reads
// bytes that may be mapped begins with
//
//	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
func Recover(err *error, before bool) {
	debug.SetPanicOnFault(before)
	switch fault := recover().(type) {
	case nil:
	case interface{ Addr() uintptr }: // runtime: a memory error at an address
		*err = Errorf("a file changed while it was read (%v)", fault)
	default:
		panic(fault)
	}
}
