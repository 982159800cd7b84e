package main

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	bzip2writer "github.com/dsnet/compress/bzip2"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// maxWindow is how far zstd data may refer back, which is memory: what the
// strongest levels use, --long=27 included.
const maxWindow = 128 << 20

// maxOwnWindow is the same for what is written: as far as the default level of
// the zstd program goes.
const maxOwnWindow = 2 << 20

// A packing is a way to compress files.
type packing struct {
	name     string
	suffixes []string
	magic    string // first bytes
	reader   func(io.Reader) (io.ReadCloser, error)
	writer   func(io.Writer) (io.WriteCloser, error)
}

// packings are told by their first bytes in what is read, and by suffix in what
// is written.
var packings = []packing{
	{"gzip", []string{".gz", ".gzip"}, "\x1f\x8b", readGzip, writeGzip},
	{"zstd", []string{".zst", ".zstd"}, "\x28\xb5\x2f\xfd", readZstd, writeZstd},
	{"bzip2", []string{".bz2", ".bzip2"}, "BZh", readBzip2, writeBzip2},
}

// refused are the first bytes of what is compressed in other ways.
var refused = map[string]string{
	"\xfd7zXZ\x00":       "xz",
	"PK\x03\x04":         "zip",
	"7z\xbc\xaf\x27\x1c": "7z",
	"\x04\x22\x4d\x18":   "lz4",
}

func readGzip(r io.Reader) (io.ReadCloser, error) { return gzip.NewReader(r) }
func readZstd(r io.Reader) (io.ReadCloser, error) {
	d, err := zstd.NewReader(r, zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderLowmem(true))
	if err != nil {
		return nil, err
	}
	return d.IOReadCloser(), nil
}
func readBzip2(r io.Reader) (io.ReadCloser, error) { return io.NopCloser(bzip2.NewReader(r)), nil }

func writeGzip(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil }
func writeZstd(w io.Writer) (io.WriteCloser, error) {
	return zstd.NewWriter(w, zstd.WithWindowSize(maxOwnWindow), zstd.WithLowerEncoderMem(true))
}
func writeBzip2(w io.Writer) (io.WriteCloser, error) { return bzip2writer.NewWriter(w, nil) }

// packingOf returns what the suffix of a file name says, nil for none.
func packingOf(path string) *packing {
	suffix := strings.ToLower(filepath.Ext(path))
	for i := range packings {
		for _, s := range packings[i].suffixes {
			if s == suffix {
				return &packings[i]
			}
		}
	}
	return nil
}

// withoutPacking drops the suffix of a packing from a file name.
func withoutPacking(path string) string {
	if packingOf(path) != nil {
		return strings.TrimSuffix(path, filepath.Ext(path))
	}
	return path
}

// decompress makes in.body of what is read as it is.
func (in *input) decompress(r *bufio.Reader) error {
	head, err := r.Peek(8)
	if err != nil && err != io.EOF {
		return err
	}
	for magic, name := range refused {
		if bytes.HasPrefix(head, []byte(magic)) {
			return fmt.Errorf("%s: %s is not read: unpack it first, or use gzip, zstd or bzip2", in.name, name)
		}
	}
	in.body = r
	for _, p := range packings {
		if !bytes.HasPrefix(head, []byte(p.magic)) {
			continue
		}
		unpacked, err := p.reader(r)
		if err != nil {
			return unpacking{nil, in.name, p.name}.explain(err)
		}
		in.body, in.unpack = unpacking{unpacked, in.name, p.name}, unpacked
		return nil
	}
	return nil
}

// unpacking is a reader whose errors say what could not be unpacked.
type unpacking struct {
	io.Reader
	source, packing string
}

func (u unpacking) Read(p []byte) (int, error) {
	n, err := u.Reader.Read(p)
	if err != nil && err != io.EOF {
		err = u.explain(err)
	}
	return n, err
}

func (u unpacking) explain(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || err == io.EOF {
		return fmt.Errorf("%s: the %s data is cut off: %w", u.source, u.packing, io.ErrUnexpectedEOF)
	}
	return fmt.Errorf("%s: %s: %w", u.source, u.packing, err)
}
