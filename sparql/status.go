package sparql

// Status is what an engine is doing at a moment.
type Status struct {
	Running   int   // queries that are not quick
	Waiting   int   // to begin or to go on
	Memory    int64 // bytes that queries use
	MaxMemory int64 // bytes that they may use
	Disk      int64 // bytes of rows beyond the memory
}

// Status returns what the engine is doing.
func (e *Engine) Status() Status {
	e.slots.mu.Lock()
	defer e.slots.mu.Unlock()
	return Status{
		Running: e.slots.all - e.slots.free, Waiting: len(e.slots.waiting) + len(e.slots.paused),
		Memory: e.pool.Used(), MaxMemory: e.pool.Max, Disk: e.disk.Used(),
	}
}
