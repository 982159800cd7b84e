//go:build !unix

package metrics

func cpuSeconds() float64 { return readRuntime("/cpu/classes/user:cpu-seconds") }
