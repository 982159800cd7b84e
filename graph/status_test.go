package graph

import (
	"errors"
	"testing"

	"w3id.org/plenary/graph/internal/vfs/vfstest"
	"w3id.org/plenary/rdf"
)

// A store says that it takes no more commits, and why.
func TestStatus(t *testing.T) {
	full, broken := errors.New("the disk is gone"), false
	fs := vfstest.NewRecorder(func(int) error {
		if broken {
			return full
		}
		return nil
	})
	s, err := openFS(fs, Options{})
	if err != nil {
		t.Fatal(err)
	}
	commit := func(o string) error {
		_, err := s.Update(t.Context(), Change{}, func(tx *Tx) error {
			_, err := tx.Add(rdf.Quad{S: rdf.IRI("http://a/s"), P: rdf.IRI("http://a/p"), O: rdf.String(o)})
			return err
		})
		return err
	}
	if err := commit("one"); err != nil {
		t.Fatal(err)
	}
	if st, err := s.Status(); err != nil || st.Failed != nil || st.Trouble != nil || st.Damage != nil || st.Merging || st.Changes != 1 || st.Layers != 1 || st.Free == 0 {
		t.Errorf("%+v %v", st, err)
	}
	broken = true
	if err := commit("two"); !errors.Is(err, full) {
		t.Fatalf("a commit to a disk that is gone: %v", err)
	}
	if st, _ := s.Status(); !errors.Is(st.Failed, full) {
		t.Errorf("%+v", st)
	}
	broken = false
	s.Close()
	memory := New(Options{})
	if err := memory.Close(); err != nil {
		t.Fatal(err)
	}
	if st, err := memory.Status(); err != nil || !errors.Is(st.Failed, ErrClosed) {
		t.Errorf("closed: %+v %v", st, err)
	}
}
