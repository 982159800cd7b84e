package graph

import (
	"bytes"
	"io"
	"sync"

	"w3id.org/plenary/graph/internal/corrupt"
)

// memory is a folder that is not on a disk.
type memory struct {
	mu    sync.Mutex
	files map[string]*bytes.Buffer
}

func newMemory() *memory { return &memory{files: map[string]*bytes.Buffer{}} }

func (m *memory) Create(name string) (io.WriteCloser, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.files[name] = new(bytes.Buffer)
	return nopCloser{m.files[name]}, nil
}

func (m *memory) Open(name string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	file, ok := m.files[name]
	if !ok {
		return nil, corrupt.Errorf("there is no file %s", name)
	}
	return file.Bytes(), nil
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }
