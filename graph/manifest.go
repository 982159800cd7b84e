package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
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
)

// manifest says which files make up the store: a base and the records of the log
// behind it.
type manifest struct {
	Format  int    `json:"format"`
	BaseIRI string `json:"baseIRI,omitempty"`
	Base    string `json:"base"`   // folder
	Commit  Commit `json:"commit"` // the last in the base
	Closed  uint64 `json:"closed"` // the last commit when the store was last closed
}

// sumName is what the line behind the manifest begins with: its CRC-32C.
const sumName = "crc32c "

func sumLine(text []byte) string {
	return fmt.Sprintf("%s%08x\n", sumName, crc32.Checksum(text, crc32.MakeTable(crc32.Castagnoli)))
}

// baseFolder returns the name for a base.
func baseFolder(n int) string { return fmt.Sprintf("%s%06d", basePrefix, n) }

// folderNumber is the inverse of baseFolder; 0 for other names.
func folderNumber(name string) int {
	n, _ := strconv.Atoi(strings.TrimPrefix(name, basePrefix))
	return n
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
