package main

import (
	"fmt"
	"runtime/debug"
)

// Run prints one line.
func (Version) Run(std streams) error {
	_, err := fmt.Fprintln(std.out, "plenary", version())
	return err
}

// version names the module version, or the commit it was built from, and the
// Go release.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	name, state := info.Main.Version, ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && (name == "" || name == "(devel)"):
			name = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			state = ", modified"
		}
	}
	return fmt.Sprintf("%s%s (%s)", name, state, info.GoVersion)
}
