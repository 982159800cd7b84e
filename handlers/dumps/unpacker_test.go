package dumps

import (
	"bytes"
	"io"
	"testing"

	"github.com/klauspost/compress/gzip"
)

func TestUnpackerGoesBack(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := io.WriteString(w, "0123456789"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	u := &unpacker{packed: bytes.NewReader(packed.Bytes()), packedSize: int64(packed.Len()), size: 10}
	for _, tt := range []struct {
		offset int64
		whence int
		want   string
	}{{8, io.SeekStart, "89"}, {-3, io.SeekEnd, "789"}, {-10, io.SeekCurrent, "0123456789"}, {5, io.SeekStart, "56789"}} {
		if _, err := u.Seek(tt.offset, tt.whence); err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(u); err != nil || string(got) != tt.want {
			t.Errorf("after Seek(%d, %d): %q, %v, want %q", tt.offset, tt.whence, got, err, tt.want)
		}
	}
	if at, err := u.Seek(-1, io.SeekStart); err == nil {
		t.Errorf("Seek before the start = %d, want an error", at)
	}
}
