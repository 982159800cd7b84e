package ontology

import (
	"embed"
	"strings"
)

//go:embed frames
var frames embed.FS

// FrameOfThing names the frame for things whose class has none of its own.
const FrameOfThing = "thing"

// Frame returns the published JSON-LD frame of a class by its path, "meeting";
// its context is ../context.jsonld.
//
// Spec: JSON-LD 1.1 Framing §4.
func Frame(path string) (frame []byte, ok bool) {
	frame, err := frames.ReadFile("frames/" + path + ".jsonld")
	return frame, err == nil
}

// Frames returns the names of the frames, in order.
func Frames() (names []string) {
	entries, _ := frames.ReadDir("frames") // embedded
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".jsonld"))
	}
	return names
}
