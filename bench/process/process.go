// Package process tells what the benchmarks ask of the system.
package process

import (
	"os"
	"strconv"
	"strings"
)

// Anonymous returns the resident memory of this process that is of no file, in
// kB; 0 where the system does not tell.
func Anonymous() int {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "RssAnon:"); ok {
			kB, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(rest), " kB"))
			return kB
		}
	}
	return 0
}
