//go:build race

package main

// underRace makes the crawl smaller: the race detector slows it tenfold, and
// one document takes the same ways through the code as the next.
const underRace = true
