package dumps

import (
	"bufio"
	"fmt"
	"hash"
	"io"

	"github.com/klauspost/compress/gzip"
)

// counter passes bytes on, counts and hashes them.
type counter struct {
	to   io.Writer
	hash hash.Hash
	n    int
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	c.n += n
	c.hash.Write(p[:n])
	return n, err
}

// unpacker reads what was compressed, from any position, and holds little of it
// in memory. Going back reads again from the start.
type unpacker struct {
	packed     io.ReaderAt
	packedSize int64
	size       int64 // of what was compressed
	at         int64 // the position of the next Read
	from       *gzip.Reader
	passed     int64 // the position of from
}

// Seek moves to a position, at no cost. Errors: one before the start.
func (u *unpacker) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += u.at
	case io.SeekEnd:
		offset += u.size
	}
	if offset < 0 {
		return 0, fmt.Errorf("dumps: position %d of a dump", offset)
	}
	u.at = offset
	return offset, nil
}

func (u *unpacker) Read(p []byte) (int, error) {
	if err := u.catchUp(); err != nil {
		return 0, err
	}
	n, err := u.from.Read(p)
	u.at += int64(n)
	u.passed = u.at
	return n, err
}

// catchUp brings the reader to the position.
func (u *unpacker) catchUp() (err error) {
	if u.from == nil || u.passed > u.at {
		if u.from, err = gzip.NewReader(bufio.NewReaderSize(io.NewSectionReader(u.packed, 0, u.packedSize), 1<<16)); err != nil {
			return err
		}
		u.passed = 0
	}
	n, err := io.CopyN(io.Discard, u.from, u.at-u.passed)
	u.passed += n
	return err
}
