package main

import (
	"encoding/binary"
	"encoding/hex"
	"math/bits"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// A kind of thing has draws of its own for each of its members.
type kind uint64

const (
	ofPerson kind = iota + 1
	ofPlace
	ofForum
	ofPriority
	ofMeeting
	ofFacts
	ofParticipants
	ofParticipation
	ofDocument
	ofCommitment
	ofRelease
)

// draws are what chance says of one thing: always the same, on every machine
// and with every release of Go, since only the generator itself is taken from
// math/rand/v2.
type draws struct{ pcg rand.PCG }

func drawsOf(k kind, i int) draws {
	var d draws
	d.pcg.Seed(uint64(k), uint64(i))
	d.pcg.Uint64()
	return d
}

// below returns a number from 0 to n-1, each as often as any other.
func (d *draws) below(n int) int {
	high, _ := bits.Mul64(d.pcg.Uint64(), uint64(n))
	return int(high)
}

// skewed returns a number from 0 to n-1, number k about 1/(k+1) as often as 0:
// an octave of numbers, each as often as the next, then a number of it.
func (d *draws) skewed(n int) int {
	octaves := bits.Len(uint(n))
	for {
		first := 1 << d.below(octaves)
		if k := first + d.below(first); k <= n {
			return k - 1
		}
	}
}

// oneIn says yes once in n times.
func (d *draws) oneIn(n int) bool { return d.below(n) == 0 }

func (d *draws) of(list []string) string { return list[d.below(len(list))] }

// several returns up to n different numbers below size, small ones more often.
func (d *draws) several(n, size int) []int {
	chosen := make([]int, 0, n)
next:
	for range n {
		k := d.skewed(size)
		for _, c := range chosen {
			if c == k {
				continue next
			}
		}
		chosen = append(chosen, k)
	}
	return chosen
}

// hash returns 64 hexadecimal digits.
func (d *draws) hash() string {
	var b [32]byte
	for i := 0; i < len(b); i += 8 {
		binary.BigEndian.PutUint64(b[i:], d.pcg.Uint64())
	}
	return hex.EncodeToString(b[:])
}

// scale returns where a number below from stands among those below to.
func scale(i, from, to int) int { return int(int64(i) * int64(to) / int64(from)) }

// A day counts from 1 January 1970.
type day int

func (d day) String() string {
	return time.Unix(int64(d)*86400, 0).UTC().Format(time.DateOnly)
}

func (d day) year() string { return d.String()[:4] }

func (d day) date() term { return typed(d.String(), "xsd:date") }

// at returns a moment of the day in Coordinated Universal Time.
func (d day) at(second int) term {
	return typed(time.Unix(int64(d)*86400+int64(second), 0).UTC().Format("2006-01-02T15:04:05Z"), "xsd:dateTime")
}

func integer(n int) term { return typed(strconv.Itoa(n), "xsd:integer") }

func count(n int) term { return typed(strconv.Itoa(n), "xsd:nonNegativeInteger") }

// decimal returns n over ten to the power of digits.
func decimal(n, digits int) term {
	s, sign := strconv.Itoa(max(n, -n)), ""
	if n < 0 {
		sign = "-"
	}
	if missing := digits + 1 - len(s); missing > 0 {
		s = strings.Repeat("0", missing) + s
	}
	return typed(sign+s[:len(s)-digits]+"."+s[len(s)-digits:], "xsd:decimal")
}
