package review

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrText says that the stored text of a document is not there, or is not the one
// that its hash says.
var ErrText = errors.New("review: the text of the document is not what was ingested")

// Texts is a folder of the texts of documents, each in a file that is named for
// its SHA-256: HASH.txt. A text never changes.
type Texts string

func (t Texts) path(hash string) string { return filepath.Join(string(t), hash+".txt") }

// Put keeps a text, durably, and returns its hash. A file of that name with other
// content is replaced.
func (t Texts) Put(text string) (hash string, err error) {
	sum := sha256.Sum256([]byte(text))
	hash = hex.EncodeToString(sum[:])
	if _, err := t.Get(hash); err == nil {
		return hash, nil
	}
	if err := os.MkdirAll(string(t), 0o700); err != nil {
		return "", err
	}
	return hash, writeDurably(t.path(hash), text)
}

// writeDurably makes a file hold a text; until then it is what it was.
func writeDurably(path, text string) error {
	file, err := os.CreateTemp(filepath.Dir(path), "new-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // when it did not get its name
	_, err = file.WriteString(text)
	if err = errors.Join(err, file.Sync(), file.Close()); err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// syncFolder makes the names in a folder durable.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// Get returns the text with a hash. Errors: ErrText, those of reading.
func (t Texts) Get(hash string) (string, error) {
	text, err := os.ReadFile(t.path(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%w: %s is not there", ErrText, t.path(hash))
	}
	if err != nil {
		return "", err
	}
	if sum := sha256.Sum256(text); hex.EncodeToString(sum[:]) != hash {
		return "", fmt.Errorf("%w: %s has another hash; put the text back, or ingest it again", ErrText, t.path(hash))
	}
	return string(text), nil
}
