package codings

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
)

// Coders are used again, by several at once, and what they have compressed before
// does not show.
func TestCodersAreUsedAgain(t *testing.T) {
	for coding := range coders {
		t.Run(coding, func(t *testing.T) {
			var all sync.WaitGroup
			for i := range 4 {
				body := []byte(strings.Repeat(fmt.Sprint("text ", i), 2000))
				all.Go(func() {
					first, err := Encode(body, coding)
					for range 20 {
						again, failure := Encode(body, coding)
						if failure != nil || err != nil || !bytes.Equal(again, first) {
							t.Errorf("%d bytes, %v, then %d bytes, %v", len(first), err, len(again), failure)
						}
					}
				})
			}
			all.Wait()
		})
	}
}
