package review

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A Copy says what was copied of a data folder.
type Copy struct {
	graph.Backup        // of both stores and the texts; Seq is of the published one
	Quarantine   uint64 // its last commit, 0 where there is none
	Texts        int    // that are there
}

// Backup makes a folder a copy of a data folder, or brings such a copy up to date: as
// graph.Store.Backup does for the published store, and with it the quarantine as it was
// at that moment, the texts of documents and the calibration. Errors: those of
// graph.Store.Backup; ErrText for a text that is damaged, when all others are copied.
func Backup(ctx context.Context, folder, to string) (Copy, error) {
	return copyFolder(ctx, folder, to, (*graph.Store).Backup)
}

// Restore makes a new data folder of a backup. Errors: those of Backup.
func Restore(ctx context.Context, folder, to string) (Copy, error) {
	return copyFolder(ctx, folder, to, (*graph.Store).Restore)
}

// copyFolder copies the published store last where there is a copy already, so that
// it never decides on what the other does not know.
func copyFolder(ctx context.Context, folder, to string, copyStore func(*graph.Store, context.Context, string) (graph.Backup, error)) (out Copy, err error) {
	public, quarantine, err := openBoth(folder)
	if err != nil {
		return out, err
	}
	defer public.Close()
	steps := []func() error{func() (err error) {
		done, err := copyStore(public, ctx, to)
		out.Seq, out.Written, out.Reused = done.Seq, out.Written+done.Written, out.Reused+done.Reused
		return err
	}}
	if quarantine != nil {
		defer quarantine.Close()
		steps = append(steps, func() error {
			done, err := copyStore(quarantine, ctx, filepath.Join(to, QuarantineFolder))
			out.Quarantine, out.Written, out.Reused = done.Seq, out.Written+done.Written, out.Reused+done.Reused
			if err != nil {
				return err
			}
			return errors.Join(Texts(filepath.Join(folder, TextsFolder)).copyTo(Texts(filepath.Join(to, TextsFolder)), &out), copyCalibration(folder, to))
		})
		if isStore(to) {
			slices.Reverse(steps)
		}
	}
	for _, step := range steps {
		if failed := step(); failed != nil {
			err = errors.Join(err, failed)
			if !errors.Is(failed, ErrText) {
				break
			}
		}
	}
	return out, err
}

// patience is how often openBoth tries to find a moment without commits.
const patience = 10

// openBoth opens the stores of a folder as they are at one moment, though others
// write to them. When they write all the time the quarantine is a later one, which has
// all that the published store knows.
func openBoth(folder string) (public, quarantine *graph.Store, err error) {
	for tries := 1; ; tries++ {
		if public, err = graph.Open(folder, graph.Options{ReadOnly: true}); err != nil {
			return nil, nil, err
		}
		if quarantine, err = openQuarantine(folder); err != nil {
			return nil, nil, errors.Join(err, public.Close())
		}
		if quarantine == nil || tries == patience || isLast(folder, public) {
			return public, quarantine, nil
		}
		quarantine.Close()
		public.Close()
	}
}

// isLast reports whether a store has the last commit of a folder.
func isLast(folder string, s *graph.Store) bool {
	now, err := graph.Open(folder, graph.Options{ReadOnly: true})
	if err != nil {
		return false
	}
	defer now.Close()
	return now.Snapshot().Seq() == s.Snapshot().Seq()
}

// HasQuarantine reports whether anything was ever proposed in a data folder.
func HasQuarantine(folder string) bool { return isStore(filepath.Join(folder, QuarantineFolder)) }

func isStore(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, "CURRENT"))
	return err == nil
}

// openQuarantine opens that of a folder for reading; nil when there is none.
func openQuarantine(folder string) (*graph.Store, error) {
	if !HasQuarantine(folder) {
		return nil, nil
	}
	return graph.Open(filepath.Join(folder, QuarantineFolder), graph.Options{ReadOnly: true})
}

// copyTo copies the texts that another folder does not have.
func (t Texts) copyTo(to Texts, out *Copy) (err error) {
	entries, err := os.ReadDir(string(t))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, entry := range entries {
		hash, isText := strings.CutSuffix(entry.Name(), ".txt")
		if !isText {
			continue
		}
		out.Texts++
		if there, failed := to.Get(hash); failed == nil {
			out.Reused += int64(len(there))
			continue
		}
		text, failed := t.Get(hash)
		if failed == nil {
			_, failed = to.Put(text)
			out.Written += int64(len(text))
		}
		err = errors.Join(err, failed)
	}
	return err
}

func copyCalibration(from, to string) error {
	text, err := os.ReadFile(filepath.Join(from, CalibrationFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = writeDurably(filepath.Join(to, CalibrationFile), string(text))
	}
	return err
}

// A Checked says what is in the quarantine of a folder.
type Checked struct {
	Seq       uint64
	Quads     int
	Documents int
}

// CheckFolder reads all of the quarantine of a data folder and the texts of its
// documents. Errors: those that wrap
// graph.ErrCorrupt, ErrText for each text that is missing or another.
func CheckFolder(ctx context.Context, folder string) (out Checked, err error) {
	quarantine, err := openQuarantine(folder)
	if err != nil || quarantine == nil {
		return out, err
	}
	defer quarantine.Close()
	if err := quarantine.Check(ctx); err != nil {
		return out, fmt.Errorf("%s: %w", QuarantineFolder, err)
	}
	now := quarantine.Snapshot()
	out.Seq, out.Quads = now.Seq(), now.Len()
	texts := Texts(filepath.Join(folder, TextsFolder))
	for t, failed := range now.Triples(graph.Pattern{P: rdf.IRI(ontology.TextHash)}) {
		if failed == nil {
			out.Documents++
			_, failed = texts.Get(t.O.Value())
		}
		err = errors.Join(err, failed)
	}
	return out, err
}
