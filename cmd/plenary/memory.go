package main

import "runtime/debug"

// streamMemory is how much a command that streams takes before it collects
// more often: with the program itself less than 64 MB are resident.
const streamMemory = 40 << 20

// collectSeldom suits a command that keeps little of much that it allocates.
// The function it returns undoes that.
func collectSeldom() (restore func()) {
	percent, limit := debug.SetGCPercent(400), debug.SetMemoryLimit(streamMemory)
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}
