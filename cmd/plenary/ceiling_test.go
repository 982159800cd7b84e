package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
)

func TestLimitMemory(t *testing.T) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(math.MaxInt64)) // whatever the environment says
	restore := (&Serve{QueryMemory: 100, operating: operating{Cache: 10}}).limitMemory()
	if limit := debug.SetMemoryLimit(-1); limit < 110<<20 || limit > 2<<30 {
		t.Errorf("the limit is %d bytes", limit)
	}
	debug.SetMemoryLimit(500 << 20)
	(&Serve{QueryMemory: 100}).limitMemory()()
	if limit := debug.SetMemoryLimit(-1); limit != 500<<20 {
		t.Errorf("a limit of 500 MiB became one of %d bytes", limit)
	}
	restore()
	if limit := debug.SetMemoryLimit(-1); limit != math.MaxInt64 {
		t.Errorf("the limit stays %d bytes", limit)
	}
}

// Garbage is collected less often unless the environment says how often.
func TestLimitMemoryCollectsSeldom(t *testing.T) {
	before := debug.SetGCPercent(usualGarbage)
	defer debug.SetGCPercent(before)
	for said, want := range map[int]int{usualGarbage: garbage, 50: 50} {
		debug.SetGCPercent(said)
		restore := (&Serve{QueryMemory: 100}).limitMemory()
		if got := debug.SetGCPercent(want); got != want {
			t.Errorf("%d%% became %d%%, want %d%%", said, got, want)
		}
		restore()
		if got := debug.SetGCPercent(usualGarbage); got != said {
			t.Errorf("%d%% stay, want %d%%", got, said)
		}
	}
}

func TestSpareProcessors(t *testing.T) {
	before := runtime.GOMAXPROCS(0)
	restore := spareProcessors()
	if cores() != before || runtime.GOMAXPROCS(0) != before+spare {
		t.Errorf("%d of %d compute, want %d of %d", cores(), runtime.GOMAXPROCS(0), before, before+spare)
	}
	if restore(); runtime.GOMAXPROCS(0) != before {
		t.Errorf("%d stay", runtime.GOMAXPROCS(0))
	}
}
