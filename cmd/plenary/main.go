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
	"syscall"

	"github.com/alecthomas/kong"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// run executes one command line and returns its exit status: 0 done, 1 failed,
// 2 not understood.
func run(ctx context.Context, args []string, std streams) int {
	var flags Flags
	exited := -1
	parser, err := kong.New(&flags, options(std, &exited)...)
	if err != nil {
		return fail(std, err, 2)
	}
	command, err := parser.Parse(args)
	if exited >= 0 { // help was asked for and given
		return exited
	}
	if err != nil {
		return fail(std, fmt.Errorf("%w; see `plenary --help`", err), 2)
	}
	command.BindTo(ctx, (*context.Context)(nil))
	if err := command.Run(std); err != nil && !errors.Is(err, context.Canceled) {
		return fail(std, err, 1)
	}
	return 0
}

func options(std streams, exited *int) []kong.Option {
	return []kong.Option{
		kong.Name("plenary"),
		kong.Description("What governments decide together, as a knowledge graph."),
		kong.Vars{"formats": formatTokens()},
		kong.Writers(std.out, std.err),
		kong.Exit(func(code int) { *exited = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	}
}

func fail(std streams, err error, code int) int {
	fmt.Fprintf(std.err, "plenary: %v\n", err)
	return code
}
