package keyset

import (
	"errors"
	"hash/maphash"
	"math/bits"
)

const leastSlots = 1 << 10

// ErrFull says that a set takes no more keys: it holds 32 GiB of them, or the
// key is longer than 1 GiB.
var ErrFull = errors.New("keyset: the set takes no more, or no longer keys")

// A Set numbers distinct keys from 0 in the order in which they first come. It
// holds no pointers but those to its chunks. Make one with New; it is not safe
// for concurrent use while Intern runs.
type Set struct {
	seed  maphash.Seed
	keys  arena
	at    []uint32 // position of the key with a number
	slots []uint64 // open addressing; upper half a hash, lower half a position, 0 nothing
	shift int      // from a hash to its first slot: the upper bits
}

// New returns an empty set.
func New() *Set {
	s := &Set{seed: maphash.MakeSeed()}
	s.setSlots(make([]uint64, leastSlots))
	return s
}

func (s *Set) setSlots(slots []uint64) {
	s.slots, s.shift = slots, 32-bits.TrailingZeros(uint(len(slots)))
}

// Len returns the number of keys.
func (s *Set) Len() int { return len(s.at) }

// Bytes returns about how much memory the set takes.
func (s *Set) Bytes() int64 {
	return int64(len(s.keys.chunks))*chunkUnits*unitBytes + 4*int64(cap(s.at)) + 8*int64(len(s.slots))
}

// Key returns the key with a number below Len, which is not to be changed.
func (s *Set) Key(n uint32) []byte { return s.keys.key(s.at[n]) }

// slotsFor returns the number of slots for n keys: at most three of four taken.
func slotsFor(n int) int {
	return max(leastSlots, 1<<bits.Len(uint(n+n/3)))
}

// Intern returns the number of a key, which is Len before the call when the key
// is new. The key is copied. Errors: ErrFull, and then nothing is added.
func (s *Set) Intern(key []byte) (uint32, error) {
	hash := uint32(maphash.Bytes(s.seed, key) >> 32)
	slot, found := s.find(hash, key)
	if found {
		return s.keys.number(uint32(s.slots[slot])), nil
	}
	return s.insert(slot, hash, key)
}

// find returns the slot of a key, or the free one where it belongs.
func (s *Set) find(hash uint32, key []byte) (int, bool) {
	mask := len(s.slots) - 1
	for i := int(hash >> s.shift); ; i++ {
		slot := s.slots[i&mask]
		if slot == 0 {
			return i & mask, false
		}
		if uint32(slot>>32) == hash && string(s.keys.key(uint32(slot))) == string(key) {
			return i & mask, true
		}
	}
}

func (s *Set) insert(slot int, hash uint32, key []byte) (uint32, error) {
	n := uint32(len(s.at))
	at, ok := s.keys.add(n, key)
	if !ok {
		return 0, ErrFull
	}
	s.at = append(s.at, at)
	s.slots[slot] = uint64(hash)<<32 | uint64(at)
	if slotsFor(len(s.at)) > len(s.slots) {
		s.grow()
	}
	return n, nil
}

// grow doubles the slots. They are in the order of their hashes but for those
// that were displaced, so that both tables are gone through from end to end.
func (s *Set) grow() {
	old := s.slots
	s.setSlots(make([]uint64, 2*len(old)))
	mask := len(s.slots) - 1
	for _, slot := range old {
		if slot == 0 {
			continue
		}
		i := int(uint32(slot>>32) >> s.shift)
		for s.slots[i&mask] != 0 {
			i++
		}
		s.slots[i&mask] = slot
	}
}
