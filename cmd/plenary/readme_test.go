package main

import (
	"io"
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// The README has a row of each command and names each flag.
func TestReadmeHasFlags(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, flags, _ := strings.Cut(string(text), "\n## Flags\n")
	exited := -1
	parser, err := kong.New(&Flags{}, options(streams{out: io.Discard, err: io.Discard}, &exited)...)
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range parser.Model.Leaves(true) {
		name := command.Name
		if parent := command.Parent; parent != nil && parent.Type == kong.CommandNode {
			name = parent.Name
		}
		if !strings.Contains(flags, "`"+name) {
			t.Errorf("no row of %s", command.FullPath())
		}
		for _, flag := range command.Flags {
			if !strings.Contains(flags, "--"+flag.Name) && !strings.Contains(flags, "--no-"+flag.Name) && flag.Short == 0 && flag.Name != "token" {
				t.Errorf("no --%s of %s", flag.Name, command.FullPath())
			}
		}
	}
}
