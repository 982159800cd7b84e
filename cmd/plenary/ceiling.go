package main

import (
	"math"
	"runtime"
	"runtime/debug"
)

// queryShare is the part of the memory of queries that they may hold; the rest is
// for garbage and for what is too small to be counted.
const queryShare = 0.75

// limitMemory has garbage collected before the process takes more than it does
// now, and besides what queries and kept answers may take. A limit in the
// environment (GOMEMLIMIT) stands. The function it returns undoes that.
func (s *Serve) limitMemory() (restore func()) {
	before := debug.SetMemoryLimit(-1)
	if before == math.MaxInt64 {
		var now runtime.MemStats
		runtime.ReadMemStats(&now)
		debug.SetMemoryLimit(int64(now.Sys-now.HeapReleased) + max(s.cacheBytes(), 0) + int64(s.QueryMemory)<<20)
	}
	return func() { debug.SetMemoryLimit(before) }
}

// spare is how many goroutines more may run at once than those that compute for
// long: one that is woken, by a request or its answer, then need not wait until one
// of them has had its turn.
const spare = 2

// spareProcessors has so many more run than there are cores. The function it
// returns undoes that.
func spareProcessors() (restore func()) {
	before := runtime.GOMAXPROCS(0)
	runtime.GOMAXPROCS(before + spare)
	return func() { runtime.GOMAXPROCS(before) }
}

// cores is how many goroutines may compute for long.
func cores() int { return max(runtime.GOMAXPROCS(0)-spare, 1) }
