package graph

import (
	"encoding/binary"
	"iter"
	"maps"
	"slices"
)

// sets numbers sets of graphs in the order in which they first come, and
// collects the triples of each graph.
type sets struct {
	row     uint32
	last    []uint32
	number  uint32
	numbers map[string]uint32
	graphs  [][]uint32           // by number
	byGraph map[uint32]*[]uint32 // rows
}

func newSets() *sets {
	return &sets{numbers: map[string]uint32{}, byGraph: map[uint32]*[]uint32{}}
}

// add returns the number of the set of graphs of the next triple.
func (s *sets) add(graphs []uint32) uint32 {
	if s.row == 0 || !slices.Equal(graphs, s.last) {
		s.find(graphs)
	}
	for _, graph := range graphs {
		rows := s.byGraph[graph]
		*rows = append(*rows, s.row)
	}
	s.row++
	return s.number
}

func (s *sets) find(graphs []uint32) {
	s.last = append(s.last[:0], graphs...)
	var key []byte
	for _, graph := range graphs {
		key = binary.LittleEndian.AppendUint32(key, graph)
		if s.byGraph[graph] == nil {
			s.byGraph[graph] = new([]uint32)
		}
	}
	number, known := s.numbers[string(key)]
	if !known {
		number = uint32(len(s.graphs))
		s.numbers[string(key)] = number
		s.graphs = append(s.graphs, slices.Clone(graphs))
	}
	s.number = number
}

// members yields each set with each of its graphs.
func (s *sets) members() iter.Seq2[[]uint32, error] {
	return func(yield func([]uint32, error) bool) {
		for number, graphs := range s.graphs {
			for _, graph := range graphs {
				if !yield([]uint32{uint32(number), graph}, nil) {
					return
				}
			}
		}
	}
}

// rows yields each graph with each of its triples.
func (s *sets) rows() iter.Seq2[[]uint32, error] {
	return func(yield func([]uint32, error) bool) {
		place := make([]uint32, 2)
		for _, graph := range slices.Sorted(maps.Keys(s.byGraph)) {
			for _, row := range *s.byGraph[graph] {
				if place[0], place[1] = graph, row; !yield(place, nil) {
					return
				}
			}
		}
	}
}
