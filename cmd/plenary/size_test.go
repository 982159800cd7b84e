package main

import "testing"

func TestParseBytes(t *testing.T) {
	for text, want := range map[string]int64{
		"0": 0, "17": 17, "17B": 17, "1k": 1 << 10, "256MB": 256 << 20, "4 GiB": 4 << 30, "1.5G": 3 << 29, "2tb": 2 << 40,
		"": -1, "MB": -1, "x": -1, "-1MB": -1, "1BM": -1, "1MM": -1, "1e30GB": -1, "nan": -1, "0x10": -1, "1 2": -1,
	} {
		got, err := parseBytes(text)
		if err != nil {
			got = -1
		}
		if got != want {
			t.Errorf("parseBytes(%q) = %d, %v, want %d", text, got, err, want)
		}
	}
}
