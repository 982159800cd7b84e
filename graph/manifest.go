package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/vfs"
)

// FormatVersion is the version of the files of a store.
const FormatVersion = 1

const (
	manifestFile = "CURRENT"
	manifestTemp = "CURRENT.new"
	lockFile     = "lock"
	logFolder    = "log"
	basePrefix   = "base-"
	runPrefix    = "run-"
	loadPrefix   = "load-"  // quads that a load has added
	chunkPrefix  = "chunk-" // of a load under way
)

// manifest says which files make up the store: a base, runs, and the records of
// the log behind them.
type manifest struct {
	Format  int       `json:"format"`
	ID      string    `json:"id"`               // of the store and its backups, random
	Backup  bool      `json:"backup,omitempty"` // which nobody writes to but a backup
	BaseIRI string    `json:"baseIRI,omitempty"`
	Base    string    `json:"base"`            // folder
	Commit  Commit    `json:"commit"`          // the last in the base
	Runs    []runInfo `json:"runs,omitempty"`  // the oldest first
	Loads   []string  `json:"loads,omitempty"` // files with the quads of loads, for the log
	First   uint64    `json:"first,omitempty"` // commit that the log keeps, when those before are forgotten
	Closed  uint64    `json:"closed"`          // the last commit when the store was last closed
}

// of returns the same for the files of a snapshot.
func (m manifest) of(s *Snapshot) manifest {
	m.Base, m.Commit, m.Runs, m.Loads = s.base.folder, s.base.commit, nil, s.loads
	if s.first > 1 {
		m.First = s.first
	}
	for _, l := range s.delta.below {
		if r, ok := l.(*run); ok {
			m.Runs = append(m.Runs, r.runInfo)
		}
	}
	return m
}

// names reports whether a file of data is one of the store.
func (m manifest) names(file string) bool {
	return file == m.Base || slices.Contains(m.Loads, file) || slices.ContainsFunc(m.Runs, func(r runInfo) bool { return r.File == file })
}

func (m manifest) equal(o manifest) bool {
	return m.Base == o.Base && m.First == o.First && m.Closed == o.Closed && slices.Equal(m.Loads, o.Loads) && slices.EqualFunc(m.Runs, o.Runs, func(a, b runInfo) bool { return a.File == b.File })
}

// sumName is what the line behind the manifest begins with: its CRC-32C.
const sumName = "crc32c "

func sumLine(text []byte) string {
	return fmt.Sprintf("%s%08x\n", sumName, crc32.Checksum(text, castagnoli))
}

// isData reports whether a name is that of a base, run, load file or chunk.
func isData(name string) bool {
	return slices.ContainsFunc([]string{basePrefix, runPrefix, loadPrefix, chunkPrefix}, func(p string) bool { return strings.HasPrefix(name, p) })
}

// newName returns a name for a file or folder of data.
func (s *Store) newName(prefix string) string {
	s.files++
	return fmt.Sprintf("%s%06d", prefix, s.files)
}

// known makes later names follow one that is in use.
func (s *Store) known(name string) {
	_, digits, _ := strings.Cut(name, "-")
	n, _ := strconv.Atoi(digits)
	s.files = max(s.files, n)
}

// readManifest returns what the folder says; false when it says nothing.
func readManifest(from vfs.FS) (m manifest, found bool, err error) {
	content, err := from.Read(manifestFile)
	if errors.Is(err, fs.ErrNotExist) {
		return m, false, nil
	}
	if err != nil {
		return m, false, err
	}
	defer content.Close()
	text, _, _ := bytes.Cut(content.Bytes(), []byte(sumName))
	if string(content.Bytes()[len(text):]) != sumLine(text) {
		return m, false, corrupt.Errorf("file %s has another checksum", manifestFile)
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return m, false, corrupt.Errorf("file %s: %v", manifestFile, err)
	}
	if m.Format != FormatVersion {
		return m, false, fmt.Errorf("graph: the files have format %d, this program knows %d: use the program that wrote them, or load a dump of theirs into a new folder", m.Format, FormatVersion)
	}
	return m, true, nil
}

// write makes m what the folder says: wholly or not at all.
func (m manifest) write(to vfs.FS) error {
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	file, err := to.Create(manifestTemp)
	if err != nil {
		return err
	}
	text = append(text, '\n')
	_, err = file.Write(append(text, sumLine(text)...))
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	if err := to.Rename(manifestTemp, manifestFile); err != nil {
		return err
	}
	return to.SyncDir(".")
}
