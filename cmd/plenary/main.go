// Command plenary serves what governments decide together as a knowledge
// graph. `plenary --help` lists its commands; each has examples.
//
// It is the only place that reads flags, and it wires the packages together;
// everything else it does, it asks of them.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"syscall"

	"github.com/alecthomas/kong"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf/canon"
)

func main() {
	// A pipe that nobody reads is an error like any other, so that temporary
	// files are removed.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends what the first did not
	os.Exit(run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// run executes one command line and returns its exit status: 0 done, 1 bad data,
// input or output, 2 a command line or query that is not understood, 3 a limit.
func run(ctx context.Context, args []string, std streams) int {
	var flags Flags
	exited := -1
	parser, err := kong.New(&flags, options(std, &exited)...)
	if err != nil {
		return fail(std, err, exitUsage)
	}
	command, err := parser.Parse(args)
	if exited >= 0 { // help was asked for and given
		return exited
	}
	if err != nil {
		return fail(std, fmt.Errorf("%w; see `%s --help`", err, commandOf(err)), exitUsage)
	}
	command.BindTo(ctx, (*context.Context)(nil))
	err = command.Run(std)
	if err == nil || isQuiet(err) {
		return exitStatus(err)
	}
	return fail(std, advised(err), exitStatus(err))
}

// commandOf returns the command of a line that is not understood, as far as that is
// known.
func commandOf(err error) string {
	var parse *kong.ParseError
	if !errors.As(err, &parse) || parse.Context.Selected() == nil {
		return "plenary"
	}
	return parse.Context.Selected().FullPath()
}

// advised adds what whoever gave a command can do about an error.
func advised(err error) error {
	switch {
	case errors.Is(err, graph.ErrLocked):
		return fmt.Errorf("%w: end that first, or have the server do it (--server URL, where the command has it)", err)
	case errors.Is(err, graph.ErrBackup):
		return fmt.Errorf("%w: plenary restore makes a data folder of it", err)
	}
	return err
}

func options(std streams, exited *int) []kong.Option {
	return []kong.Option{
		kong.Name("plenary"),
		kong.Description("What governments decide together, as a knowledge graph."),
		kong.Vars{"formats": formatTokens(), "results": resultTokens(), "work": strconv.Itoa(canon.DefaultWork)},
		kong.Writers(std.out, std.err),
		kong.Exit(func(code int) { *exited = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	}
}

func fail(std streams, err error, code int) int {
	fmt.Fprintf(std.err, "plenary: %v\n", err)
	return code
}
