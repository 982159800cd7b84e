package dumps

import (
	"errors"
	"testing"
)

// What could not be written is tried again, what was written is not.
func TestOnce(t *testing.T) {
	full, tries := errors.New("the disk is full"), 0
	get := once(func() (*file, error) {
		if tries++; tries == 1 {
			return nil, full
		}
		return &file{name: "all"}, nil
	})
	if _, err := get(); !errors.Is(err, full) {
		t.Fatalf("the first time: %v", err)
	}
	for range 2 {
		if f, err := get(); err != nil || f.name != "all" {
			t.Fatalf("later: %v, %v", f, err)
		}
	}
	if tries != 2 {
		t.Errorf("written %d times", tries)
	}
}
