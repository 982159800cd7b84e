package data

import "testing"

func TestEmbeddedTablesAreFit(t *testing.T) {
	if err := Check(Files()); err != nil {
		t.Error(err)
	}
}
