package graph

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"runtime/debug"

	"w3id.org/plenary/graph/internal/corrupt"
)

// A bundle is a file that holds others, each at a multiple of eight bytes,
// padded with zeros. Behind them is a directory, for each a uvarint length and
// the name, uvarint start and uvarint length, and then
//
//	8  start of the directory, 4  CRC-32C of all from there to here, 4  magic
const (
	bundleMagic = 0x6c646e62
	bundleFoot  = 16
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// bundleWriter writes a bundle, one file of it after the other.
type bundleWriter struct {
	to        *bufio.Writer
	at, start uint64
	directory []byte
}

func newBundleWriter(to io.Writer) *bundleWriter {
	return &bundleWriter{to: bufio.NewWriterSize(to, 1<<18)}
}

func (w *bundleWriter) Create(name string) (io.WriteCloser, error) {
	w.directory = appendString(w.directory, name)
	w.start = w.at
	return bundled{w}, nil
}

type bundled struct{ *bundleWriter }

func (w bundled) Write(b []byte) (int, error) {
	w.at += uint64(len(b))
	return w.to.Write(b)
}

func (w bundled) Close() error {
	w.directory = binary.AppendUvarint(binary.AppendUvarint(w.directory, w.start), w.at-w.start)
	_, err := w.Write(make([]byte, -w.at&7))
	return err
}

// close ends the bundle. It does not close what it was written to.
func (w *bundleWriter) close() error {
	foot := binary.LittleEndian.AppendUint64(w.directory, w.at)
	foot = binary.LittleEndian.AppendUint32(foot, crc32.Checksum(foot, castagnoli))
	_, err := w.to.Write(binary.LittleEndian.AppendUint32(foot, bundleMagic))
	return errors.Join(err, w.to.Flush())
}

// bundle is the files of a bundle by their names.
type bundle map[string][]byte

func openBundle(b []byte) (files bundle, err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	if len(b) < bundleFoot || binary.LittleEndian.Uint32(b[len(b)-4:]) != bundleMagic {
		return nil, corrupt.Errorf("the file is cut off, or another one")
	}
	foot := b[len(b)-bundleFoot:]
	start := binary.LittleEndian.Uint64(foot)
	if start > uint64(len(b)-bundleFoot) || crc32.Checksum(b[start:len(b)-8], castagnoli) != binary.LittleEndian.Uint32(foot[8:]) {
		return nil, corrupt.Errorf("the directory has another checksum")
	}
	files = bundle{}
	end := uint64(0)
	p := recordParser{rest: b[start : len(b)-bundleFoot]}
	for len(p.rest) > 0 {
		name, from, size := p.string(), p.uvarint(), p.uvarint()
		if p.err != nil || from > start || size > start-from {
			return nil, corrupt.Errorf("the directory is not one")
		}
		if from < end || from-end > 7 || len(bytes.Trim(b[end:from], "\x00")) > 0 {
			return nil, corrupt.Errorf("there is something between the parts")
		}
		end = from + size
		files[name] = b[from:end:end]
	}
	if len(bytes.Trim(b[end:start], "\x00")) > 0 {
		return nil, corrupt.Errorf("there is something behind the parts")
	}
	return files, nil
}

func (b bundle) Open(name string) ([]byte, error) {
	file, ok := b[name]
	if !ok {
		return nil, corrupt.Errorf("it is not in its bundle")
	}
	return file, nil
}
