package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// leastMemory is the least that a load can do with.
const leastMemory = 128 << 20

// parseBytes reads a size such as 1048576, 512MB, 4 GiB or 1.5G. Units are powers
// of 1024.
func parseBytes(text string) (int64, error) {
	digits := strings.TrimRight(strings.ToUpper(text), " KMGTIB")
	unit := strings.TrimSpace(strings.ToUpper(text)[len(digits):])
	power := strings.Index(" KMGT", strings.TrimSuffix(strings.TrimSuffix(unit, "B"), "I"))
	if unit == "" || unit == "B" {
		power = 0
	}
	n, err := strconv.ParseFloat(digits, 64)
	bytes := n * math.Pow(1024, float64(power))
	if err != nil || power < 0 || !(bytes >= 0 && bytes < math.MaxInt64) {
		return 0, fmt.Errorf("%q is not a size", text)
	}
	return int64(bytes), nil
}
