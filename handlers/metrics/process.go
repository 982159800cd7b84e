package metrics

import (
	"os"
	"runtime/metrics"
	"strconv"
	"strings"
	"time"
)

// runtimeGauges are figures of the Go runtime, by their names in runtime/metrics.
var runtimeGauges = []struct{ name, help, kind, of string }{
	{"go_goroutines", "Goroutines.", "gauge", "/sched/goroutines:goroutines"},
	{"go_threads_max", "Threads that may run Go code at once.", "gauge", "/sched/gomaxprocs:threads"},
	{"go_heap_objects_bytes", "Bytes of live objects and those not yet collected.", "gauge", "/memory/classes/heap/objects:bytes"},
	{"go_memory_bytes", "Bytes that the runtime has from the system.", "gauge", "/memory/classes/total:bytes"},
	{"go_memory_limit_bytes", "Bytes that the runtime tries to stay below.", "gauge", "/gc/gomemlimit:bytes"},
	{"go_stack_bytes", "Bytes of stacks.", "gauge", "/memory/classes/heap/stacks:bytes"},
	{"go_gc_cycles_total", "Collections that have ended.", "counter", "/gc/cycles/total:gc-cycles"},
	{"go_allocated_bytes_total", "Bytes ever allocated.", "counter", "/gc/heap/allocs:bytes"},
}

// Runtime adds figures of the Go runtime and of the process, with the names that
// dashboards know where there are such.
func (r *Registry) Runtime(started time.Time) {
	for _, g := range runtimeGauges {
		r.Gauge(g.name, g.help, g.kind, func() float64 { return readRuntime(g.of) })
	}
	r.Gauge("process_start_time_seconds", "When the process began, in seconds since 1970.", "gauge", func() float64 { return float64(started.UnixMilli()) / 1000 })
	r.Gauge("process_cpu_seconds_total", "Time of processors used.", "counter", cpuSeconds)
	if pages, ok := residentPages(); ok && pages > 0 {
		r.Gauge("process_resident_memory_bytes", "Memory in use.", "gauge", func() float64 {
			pages, _ := residentPages()
			return float64(pages * os.Getpagesize())
		})
		r.Gauge("process_open_fds", "Open files and connections.", "gauge", openFiles)
	}
}

func readRuntime(name string) float64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	switch sample[0].Value.Kind() {
	case metrics.KindUint64:
		return float64(sample[0].Value.Uint64())
	case metrics.KindFloat64:
		return sample[0].Value.Float64()
	}
	return 0
}

// residentPages reads what Linux says of the process; ok is false elsewhere.
func residentPages() (pages int, ok bool) {
	content, err := os.ReadFile("/proc/self/statm")
	fields := strings.Fields(string(content))
	if err != nil || len(fields) < 2 {
		return 0, false
	}
	pages, err = strconv.Atoi(fields[1])
	return pages, err == nil
}

func openFiles() float64 {
	names, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return 0
	}
	return float64(len(names) - 1) // one is the folder's
}
