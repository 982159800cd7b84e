package recent

import (
	"fmt"
	"strings"
	"testing"
)

// Keys like those of documents spread over the slots.
func TestSpread(t *testing.T) {
	for _, format := range []string{"%d", "http://example.org/id/%d", "http://example.org/%04d/events", "ex:p%d", "http://example.org/ns#name%c"} {
		t.Run(format, func(t *testing.T) {
			used := make(map[uint32]bool)
			for i := range 200 {
				used[hash(fmt.Sprintf(format, 'a'+i))] = true
			}
			if len(used) < 120 { // of 200 balls in 512 slots, 166 are to be expected
				t.Errorf("200 keys in %d slots", len(used))
			}
		})
	}
}

func TestMap(t *testing.T) {
	var m Map[int]
	for i := range 5000 {
		key := fmt.Sprint("key", i%700)
		e := m.Slot(key)
		if e.Key == key && e.Value != i%700 {
			t.Fatalf("%s is %d", key, e.Value)
		}
		*e = Entry[int]{key, i % 700}
		if *m.Slot(key) != *e {
			t.Fatalf("%s is not found", key)
		}
	}
}

// Long keys leave no trace.
func TestLongKeysAreForgotten(t *testing.T) {
	var m Map[int]
	key := strings.Repeat("x", MaxText+1)
	*m.Slot(key) = Entry[int]{Key: key, Value: 1}
	if e := m.Slot(key); e.Key != "" || e.Value != 0 {
		t.Errorf("a key of %d bytes is remembered", len(key))
	}
}

func TestRing(t *testing.T) {
	var r Ring[string, int]
	if _, ok := r.Get(""); ok {
		t.Error("an empty ring knows the empty key")
	}
	for i := range 100 {
		r.Put(fmt.Sprint(i), i)
		for k := range i + 1 {
			v, ok := r.Get(fmt.Sprint(k))
			if recent := k > i-16; ok != recent || ok && v != k {
				t.Fatalf("after %d, Get(%d) = %d, %v", i, k, v, ok)
			}
		}
	}
}
