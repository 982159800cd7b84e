package main

import (
	"math"
	"runtime"
	"runtime/debug"
)

// queryShare is the part of the memory of queries that they may hold; the rest is
// for garbage and for what is too small to be counted.
const queryShare = 0.75

// garbage is how much garbage there may be for what is held, in percent, as long as
// the limit is far: answers are mostly garbage, and the data is not in the heap.
const garbage = 200

// limitMemory has garbage collected before the process takes more than it does
// now, and besides what queries and kept answers may take, and seldom before that. A
// limit in the environment (GOMEMLIMIT) stands, and so does a percentage (GOGC). The
// function it returns undoes that.
func (s *Serve) limitMemory() (restore func()) {
	before, percent := debug.SetMemoryLimit(-1), debug.SetGCPercent(garbage)
	var now runtime.MemStats
	if runtime.ReadMemStats(&now); now.HeapAlloc > muchHeap {
		runtime.GC() // of what was loaded: it would stay for long
	}
	if before == math.MaxInt64 {
		debug.SetMemoryLimit(int64(now.Sys-now.HeapReleased) + max(s.cacheBytes(), 0) + int64(s.QueryMemory)<<20)
	}
	if percent != usualGarbage {
		debug.SetGCPercent(percent)
	}
	return func() {
		debug.SetMemoryLimit(before)
		debug.SetGCPercent(percent)
	}
}

// muchHeap is from how many bytes on there may be much garbage after the start.
const muchHeap = 32 << 20

// usualGarbage is what Go has where nobody says otherwise.
const usualGarbage = 100

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
