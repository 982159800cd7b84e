// Package wal is a durable log of records: byte strings with the numbers 1, 2,
// 3 and so on. A record that was acknowledged is there after any crash; one that
// was not may be there or not.
//
// The log is a folder of segments, each named for the number of its first
// record, twenty digits. A segment is records:
//
//	4  length of the payload, 4  CRC-32C of all that follows
//	8  number, 8  number of a record that was durable when this one was written
//	then the payload
//
// All numbers are little-endian. Behind the last record of the last segment may
// be zeros, where room was made for more, and what a crash has left of records
// that were being written.
package wal

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"strconv"

	"w3id.org/plenary/graph/internal/corrupt"
)

const (
	headSize = 24
	// MaxPayload is the greatest length of a payload.
	MaxPayload = 1 << 31
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func appendRecord(dst []byte, number, durable uint64, payload []byte) []byte {
	start := len(dst)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(payload)))
	dst = append(dst, 0, 0, 0, 0)
	dst = binary.LittleEndian.AppendUint64(dst, number)
	dst = binary.LittleEndian.AppendUint64(dst, durable)
	dst = append(dst, payload...)
	binary.LittleEndian.PutUint32(dst[start+4:], crc32.Checksum(dst[start+8:], castagnoli))
	return dst
}

// parse returns the payload of a record with a number at the start of b; false
// when there is none.
func parse(b []byte, number uint64) (payload []byte, ok bool) {
	if len(b) < headSize {
		return nil, false
	}
	size := uint64(binary.LittleEndian.Uint32(b))
	if size > uint64(len(b)-headSize) || binary.LittleEndian.Uint64(b[8:]) != number {
		return nil, false
	}
	end := headSize + size
	return b[headSize:end:end], crc32.Checksum(b[8:end], castagnoli) == binary.LittleEndian.Uint32(b[4:])
}

// end returns where the records of a segment end that begins with a number, and
// the number of the next.
func end(b []byte, number uint64) (offset int, next uint64) {
	for {
		payload, ok := parse(b[offset:], number)
		if !ok {
			return offset, number
		}
		offset += headSize + len(payload)
		number++
	}
}

// checkTail tells damage from what a crash leaves behind the last record: a
// later record that was written when the missing one was durable. Of records
// written together, a crash may leave any.
func checkTail(b []byte, name string, offset int, missing uint64) error {
	for at := offset + 1; at+headSize <= len(b); at++ {
		n, durable := binary.LittleEndian.Uint64(b[at+8:]), binary.LittleEndian.Uint64(b[at+16:])
		if n <= missing || durable < missing || durable >= n {
			continue
		}
		if _, ok := parse(b[at:], n); ok {
			return corrupt.Errorf("segment %s of the log is damaged at byte %d: record %d was durable when record %d was written", name, offset, missing, n)
		}
	}
	return nil
}

func segmentName(first uint64) string { return fmt.Sprintf("%020d", first) }

func parseName(name string) (first uint64, ok bool) {
	first, err := strconv.ParseUint(name, 10, 64)
	return first, err == nil && name == segmentName(first) && first > 0
}
