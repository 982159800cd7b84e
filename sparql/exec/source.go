package exec

import (
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/plan"
)

// The positions of a row of a scan.
const (
	subject = iota
	predicate
	object
	graphName
	positions
)

// A source reads the rows of a plan.Scan, with values that are given for some of
// its variables, as columns of the others.
type source struct {
	snapshot *graph.Snapshot
	node     *plan.Scan
	scanner  *graph.Scanner
	lookup   bool                // in any order
	ids      [positions]graph.ID // what is bound
	unnamed  bool
	columns  [positions]int // which column each position fills; -1 for none
	width    int            // columns
	equal    [][2]int       // positions that must be the same
	named    []graph.ID     // graphs of which one must hold the triple
	some     bool           // named restricts
	each     bool           // a row for each graph that holds the triple
	ranges   []plan.Range   // still to be read

	rows   [3][]graph.ID // where rows must be looked at
	graphs []graph.ID
	at, n  int // in rows
	next   int // in graphs
}

// newSource returns a source of a scan that fills the columns out. bound are
// variables whose values reset is told.
func newSource(s *graph.Snapshot, node *plan.Scan, out []string, bound func(name string) bool) *source {
	src := &source{snapshot: s, node: node, width: len(out)}
	names := [positions]string{node.S.Var, node.P.Var, node.O.Var, ""}
	src.ids = [positions]graph.ID{node.S.ID, node.P.ID, node.O.ID, 0}
	src.setGraphs(&names)
	for i, name := range names {
		src.columns[i] = -1
		if name == "" || bound(name) {
			continue
		}
		if first := slices.Index(names[:i], name); first >= 0 {
			src.equal = append(src.equal, [2]int{first, i})
			continue
		}
		src.columns[i] = slices.Index(out, name)
	}
	return src
}

// setGraphs makes the source read the graphs of its node.
func (s *source) setGraphs(names *[positions]string) {
	g := &s.node.Graphs
	switch g.Kind {
	case plan.Unnamed:
		s.unnamed = true
	case plan.SomeGraphs:
		if s.named, s.some = g.IDs, true; len(g.IDs) == 1 {
			s.ids[graphName], s.some = g.IDs[0], false
		}
	case plan.EachGraph:
		names[graphName] = g.Var
		s.each, s.named, s.some = true, g.IDs, g.IDs != nil
	}
}

// bind gives a variable a value before reset.
func (s *source) bind(name string, id graph.ID) {
	for i, slot := range [...]plan.Slot{s.node.S, s.node.P, s.node.O} {
		if slot.Var == name {
			s.ids[i] = id
		}
	}
	if s.each && s.node.Graphs.Var == name {
		s.ids[graphName] = id
	}
}

func (s *source) pattern() graph.IDPattern {
	return graph.IDPattern{S: s.ids[subject], P: s.ids[predicate], O: s.ids[object], G: s.ids[graphName], Unnamed: s.unnamed}
}

// reset begins with the first row.
func (s *source) reset() {
	p := s.pattern()
	s.at, s.n, s.graphs = 0, 0, s.graphs[:0]
	s.next = 0
	if s.each && p.G != 0 && s.some {
		if _, ok := slices.BinarySearch(s.named, p.G); !ok {
			p.S, p.P, p.O = graph.FirstLocal, graph.FirstLocal, graph.FirstLocal // no row
		}
	}
	switch {
	case s.scanner == nil:
		s.scanner = s.snapshot.Scan(p, s.node.Order)
	case !s.lookup:
		s.scanner.Reset(p)
	}
	if s.lookup {
		s.scanner.ResetAny(p)
	}
	s.ranges = s.node.Ranges
	s.nextRange()
}

// nextRange goes to the next range and reports whether there was one.
func (s *source) nextRange() bool {
	if len(s.ranges) == 0 {
		return false
	}
	s.scanner.Range(s.ranges[0].Low, s.ranges[0].High)
	s.ranges = s.ranges[1:]
	return true
}

// seek leaves out rows whose most significant variable is below id.
func (s *source) seek(id graph.ID) {
	s.n, s.at, s.graphs, s.next = 0, 0, s.graphs[:0], 0
	if s.node.Ranges == nil {
		s.scanner.Range(id, 0)
		return
	}
	s.ranges = s.node.Ranges
	for len(s.ranges) > 0 && s.ranges[0].High != 0 && s.ranges[0].High <= id {
		s.ranges = s.ranges[1:]
	}
	if len(s.ranges) == 0 {
		s.scanner.Range(graph.FirstLocal, 0)
		return
	}
	s.scanner.Range(max(id, s.ranges[0].Low), s.ranges[0].High)
	s.ranges = s.ranges[1:]
}

// close ends the use of the source.
func (s *source) close() {
	if s.scanner != nil {
		s.scanner.Close()
	}
}

// simple reports whether rows of the scanner are rows of the source.
func (s *source) simple() bool { return len(s.equal) == 0 && !s.some && !s.withGraphs() }

// withGraphs reports whether a triple has a row for each of its graphs.
func (s *source) withGraphs() bool { return s.each && s.ids[graphName] == 0 }

// read fills columns with up to size rows and returns how many; 0 is the end.
func (s *source) read(cols [][]graph.ID, size int) (int, error) {
	size = min(size, BatchRows)
	for {
		n, err := s.readRange(cols, size)
		if n > 0 || err != nil || !s.nextRange() {
			return n, err
		}
	}
}

func (s *source) readRange(cols [][]graph.ID, size int) (int, error) {
	if !s.simple() {
		return s.filtered(cols, size)
	}
	var to [3][]graph.ID
	none := true
	for i := range to {
		if c := s.columns[i]; c >= 0 {
			to[i], none = cols[c][:size], false
		}
	}
	if none {
		s.room()
		to[s.node.Order.Positions()[2]] = s.rows[0][:size]
	}
	return s.scanner.Next(to)
}

// room makes room for rows that are looked at.
func (s *source) room() {
	if s.rows[0] == nil {
		all := make([]graph.ID, 3*BatchRows)
		s.rows = [3][]graph.ID{all[:BatchRows], all[BatchRows : 2*BatchRows], all[2*BatchRows:]}
	}
}

// filtered is readRange where rows must be looked at one by one.
func (s *source) filtered(cols [][]graph.ID, size int) (n int, err error) {
	s.room()
	for n < size {
		if s.at == s.n {
			s.at, s.next, s.graphs = 0, 0, s.graphs[:0]
			if s.n, err = s.scanner.Next([3][]graph.ID{s.rows[0][:size], s.rows[1][:size], s.rows[2][:size]}); s.n == 0 || err != nil {
				return n, err
			}
		}
		row := [positions]graph.ID{s.rows[0][s.at], s.rows[1][s.at], s.rows[2][s.at], s.ids[graphName]}
		if len(s.graphs) == 0 && (s.withGraphs() || s.some) {
			if err := s.findGraphs(&row); err != nil {
				return n, err
			}
			if len(s.graphs) == 0 {
				s.at++
				continue
			}
		}
		if s.withGraphs() {
			row[graphName] = s.graphs[s.next]
		}
		if s.next++; !s.withGraphs() || s.next == len(s.graphs) {
			s.at++
			s.next, s.graphs = 0, s.graphs[:0]
		}
		if s.accepts(&row) {
			s.emit(cols, n, &row)
			n++
		}
	}
	return n, nil
}

// findGraphs finds the graphs of a triple that count.
func (s *source) findGraphs(row *[positions]graph.ID) (err error) {
	s.graphs, err = s.snapshot.GraphsOfIDs(s.graphs[:0], row[subject], row[predicate], row[object])
	kept := s.graphs[:0]
	for _, g := range s.graphs {
		counts := g != 0
		if s.some {
			_, counts = slices.BinarySearch(s.named, g)
		}
		if counts {
			kept = append(kept, g)
		}
	}
	s.graphs = kept
	return err
}

func (s *source) accepts(row *[positions]graph.ID) bool {
	for _, pair := range s.equal {
		if row[pair[0]] != row[pair[1]] {
			return false
		}
	}
	return true
}

func (s *source) emit(cols [][]graph.ID, n int, row *[positions]graph.ID) {
	for i, c := range s.columns {
		if c >= 0 {
			cols[c][n] = row[i]
		}
	}
}
