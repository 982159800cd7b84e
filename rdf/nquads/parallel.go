package nquads

import (
	"slices"
	"sync"

	"w3id.org/plenary/rdf"
)

// A job is one block on its way through a worker.
type job struct {
	block
	end    error // of the document, behind the block
	lines  int   // in the block
	quads  []rdf.Quad
	errs   []fault
	parsed chan struct{} // gets one value when it is
}

// A fault is an error between two quads. Its line is counted from the block.
type fault struct {
	before int // index of the quad that follows
	err    *rdf.SyntaxError
}

// decodeParallel parses in o.Workers goroutines, which end before it returns.
// The caller's goroutine reads the blocks and yields the quads, in order.
func decodeParallel(b *blocks, d *dialect, o rdf.DecodeOptions, yield func(rdf.Quad, error) bool) {
	jobs := make(chan *job, 2*o.Workers)
	var workers sync.WaitGroup
	for range o.Workers {
		workers.Go(func() { work(&parser{dialect: d}, o.OnError != nil, jobs) })
	}
	defer workers.Wait()
	defer close(jobs)
	var ahead, free []*job // in order of the document; to use again
	lines := 0             // before the first of ahead
	for ended := false; !ended || len(ahead) > 0; {
		if !ended && len(ahead) < cap(jobs) {
			j := &job{parsed: make(chan struct{}, 1)}
			if n := len(free); n > 0 {
				j, free = free[n-1], free[:n-1]
			}
			j.block, j.end = b.read(j.data)
			ended = j.end != nil
			jobs <- j
			ahead = append(ahead, j)
			continue
		}
		j := ahead[0]
		<-j.parsed
		if !j.deliver(lines, o, yield) {
			return
		}
		d.finish(j.end, j.off, lines, yield)
		lines += j.lines
		ahead, free = append(ahead[:0], ahead[1:]...), append(free, j)
	}
}

// work parses jobs; where onward is not set, only up to the first error.
func work(p *parser, onward bool, jobs <-chan *job) {
	for j := range jobs {
		j.quads, j.errs = j.quads[:0], j.errs[:0]
		p.start(j.block, 0)
		for j.lines = p.lines(); ; {
			if p.next(j.room()) {
				j.quads = j.quads[:len(j.quads)+1]
				continue
			}
			if p.err == nil {
				break
			}
			j.errs = append(j.errs, fault{len(j.quads), p.err})
			if !onward {
				break
			}
			p.skip()
		}
		clear(j.quads[len(j.quads):cap(j.quads)]) // of blocks before: they would stay in memory
		j.parsed <- struct{}{}
	}
}

// room returns where the next quad goes, behind those that there are.
func (j *job) room() *rdf.Quad {
	n := len(j.quads)
	j.quads = slices.Grow(j.quads, 1)
	return &j.quads[:n+1][n]
}

// deliver yields what a job holds, behind so many lines, and reports whether to
// go on.
func (j *job) deliver(lines int, o rdf.DecodeOptions, yield func(rdf.Quad, error) bool) bool {
	from := 0
	for _, f := range append(j.errs, fault{before: len(j.quads)}) {
		for i := from; i < f.before; i++ {
			if !yield(j.quads[i], nil) {
				return false
			}
		}
		if from = f.before; f.err == nil {
			continue
		}
		if f.err.Line += lines; !goOn(f.err, o, yield) {
			return false
		}
	}
	return true
}
