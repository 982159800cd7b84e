package main

import (
	"context"
	"errors"
	"fmt"
	"syscall"

	"github.com/klauspost/compress/zstd"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/sparql/exec"
	"w3id.org/plenary/sparql/expr"
)

// Exit statuses of every command.
const (
	exitDone  = 0
	exitData  = 1 // bad data, input or output
	exitUsage = 2 // a command line or query that is not understood
	exitLimit = 3 // a limit exceeded
)

// A usageError says that a command line asks for what there is not.
type usageError struct{ error }

func usage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// A limitError says that a limit of another program is exceeded.
type limitError struct{ error }

// Errors whose messages have been written already, or that need none.
var (
	errReported     = errors.New("reported before")
	errLimitReached = errors.New("a limit, reported before")
	errInterrupted  = errors.New("interrupted")
)

// limits are the errors that say that something is not wrong but too much.
var limits = []error{errLimitReached, canon.ErrTooHard, graph.ErrLimit, graph.ErrTooLarge, exec.ErrBudget, expr.ErrLimit, zstd.ErrWindowSizeExceeded, zstd.ErrDecoderSizeExceeded}

// exitStatus tells what a command's error means for its caller.
func exitStatus(err error) int {
	var syntax *rdf.SyntaxError
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return exitDone
	case errors.As(err, new(usageError)):
		return exitUsage
	case errors.As(err, &syntax) && syntax.Limit != "", errors.As(err, new(limitError)):
		return exitLimit
	}
	for _, limit := range limits {
		if errors.Is(err, limit) {
			return exitLimit
		}
	}
	return exitData
}

// isQuiet tells the errors that nobody needs to read about. The reader of a
// pipe that has gone away has what it wants.
func isQuiet(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, errReported) ||
		errors.Is(err, errLimitReached) || errors.Is(err, syscall.EPIPE)
}
