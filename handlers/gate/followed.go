package gate

import (
	"context"
	"os"
	"slices"
	"sync"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology/shacl"
)

// Followed is the gate of a data folder as its files are now. It may be used by
// several goroutines.
type Followed struct {
	folder  string
	further []string
	trouble func(error)

	mu   sync.Mutex
	gate *shacl.Gate
	made []stamp // of the files of the gate, and of those that one that failed was to have
}

// A stamp tells whether a file is another than before.
type stamp struct {
	file string
	time time.Time // zero for none
	size int64
}

// Follow opens the gate of a folder as Open does, and opens it again at the first
// check behind a change of one of its files. Where that fails the rules stay those
// from before, and trouble is told, once for each change.
func Follow(folder string, trouble func(error), further ...string) (*Followed, error) {
	f := &Followed{folder: folder, further: further, trouble: trouble}
	return f, f.open()
}

// Check is shacl.Gate.Check.
//
// Cost: beside that, to ask for the times of the files.
func (f *Followed) Check(ctx context.Context, tx *graph.Tx) (*shacl.Report, error) {
	return f.now().Check(ctx, tx)
}

// now returns the gate of the files as they are.
func (f *Followed) now() *shacl.Gate {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, s := range f.made {
		if stampOf(s.file) == s {
			continue
		}
		if err := f.open(); err != nil {
			f.trouble(err)
		}
		break
	}
	return f.gate
}

func (f *Followed) open() error {
	r := reading{folder: f.folder}
	opened, err := r.gate(f.further)
	if err == nil {
		f.gate, f.made = opened, r.made
		return nil
	}
	for _, s := range f.made { // a change of any may end the trouble
		if !slices.ContainsFunc(r.made, func(m stamp) bool { return m.file == s.file }) {
			r.made = append(r.made, stampOf(s.file))
		}
	}
	f.made = r.made
	return err
}

func stampOf(file string) stamp {
	info, err := os.Stat(file)
	if err != nil {
		return stamp{file: file}
	}
	return stamp{file, info.ModTime(), info.Size()}
}
