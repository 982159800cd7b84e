package graph

import "maps"

// versions remembers when a term was last touched. It never changes once a
// snapshot holds it.
type versions struct {
	base  []uint64          // by number; shared
	fresh map[uint32]uint64 // since base
}

func (v *versions) of(id uint32) uint64 {
	if seq, ok := v.fresh[id]; ok {
		return seq
	}
	if int(id) < len(v.base) {
		return v.base[id]
	}
	return 0
}

// touched returns versions in which the terms of quads have seq.
func (v *versions) touched(quads map[quad]bool, seq uint64) *versions {
	fresh := maps.Clone(v.fresh)
	if fresh == nil {
		fresh = map[uint32]uint64{}
	}
	for q := range quads {
		fresh[q[0]], fresh[q[2]], fresh[q[3]] = seq, seq, seq
	}
	return &versions{v.base, fresh}
}

// merged returns the same versions with nothing fresh, for terms numbers up to n.
func (v *versions) merged(n int) *versions {
	base := make([]uint64, n+1)
	copy(base, v.base)
	for id, seq := range v.fresh {
		base[id] = seq
	}
	return &versions{base: base}
}
