// Command pace asks for one address at a steady rate and tells how long answers
// took: pace [-rate 1000] [-seconds 3] [-connections 8] [-header "Name: value"]… URL.
//
// A request is due at its time whether or not those before it are answered, and what
// it waits for a connection counts. It prints the answers a second, and the median and the
// 99th percentile of their times in milliseconds.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

func main() {
	rate := flag.Float64("rate", 1000, "requests a second")
	seconds := flag.Float64("seconds", 3, "how long")
	connections := flag.Int("connections", 8, "that are kept")
	var headers []string
	flag.Func("header", "of each request", func(h string) error { headers = append(headers, h); return nil })
	flag.Parse()
	u, err := url.Parse(flag.Arg(0))
	if err != nil || u.Host == "" {
		fmt.Fprintln(os.Stderr, "pace: give one address")
		os.Exit(2)
	}
	head := append([]string{"GET " + u.RequestURI() + " HTTP/1.1", "Host: " + u.Host}, headers...)
	took, err := run(u.Host, []byte(strings.Join(head, "\r\n")+"\r\n\r\n"), *rate, *seconds, *connections)
	if err == nil && len(took) == 0 {
		err = fmt.Errorf("%g requests a second for %g seconds are none", *rate, *seconds)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "pace:", err)
		os.Exit(1)
	}
	slices.Sort(took)
	fmt.Printf("%.0f %.3f %.3f\n", float64(len(took)) / *seconds, ms(took, 50), ms(took, 99))
}

// ms returns a percentile in milliseconds.
func ms(sorted []time.Duration, percent int) float64 {
	return sorted[(len(sorted)-1)*percent/100].Seconds() * 1e3
}

// run sends requests and returns how long after its time each was answered.
func run(host string, request []byte, rate, seconds float64, connections int) (took []time.Duration, err error) {
	n := int(rate * seconds)
	due := make(chan time.Time, n)
	var waiting sync.WaitGroup
	var mu sync.Mutex
	for range connections {
		waiting.Go(func() {
			times, failure := ask(host, request, due)
			mu.Lock()
			defer mu.Unlock()
			if took = append(took, times...); failure != nil {
				err = failure
			}
		})
	}
	begun := time.Now()
	for i := range n {
		at := begun.Add(time.Duration(float64(i) / rate * 1e9))
		time.Sleep(time.Until(at))
		due <- at
	}
	close(due)
	waiting.Wait()
	return took, err
}

// ask sends a request each time one is due, over one connection.
func ask(host string, request []byte, due <-chan time.Time) (took []time.Duration, err error) {
	c, err := net.Dial("tcp", host)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	in := bufio.NewReaderSize(c, 64<<10)
	for at := range due {
		if _, err := c.Write(request); err != nil {
			return took, err
		}
		if err := skip(in); err != nil {
			return took, err
		}
		took = append(took, time.Since(at))
	}
	return took, nil
}

// skip reads an answer that tells its length. Errors: those of reading, and a status
// beside 200 and 304.
func skip(in *bufio.Reader) error {
	text := textproto.NewReader(in)
	status, err := text.ReadLine()
	if err != nil {
		return err
	}
	length, whole := 0, strings.Contains(status, " 200 ")
	for {
		line, err := text.ReadLine()
		if err != nil {
			return err
		}
		if line == "" {
			break
		}
		if name, value, _ := strings.Cut(line, ": "); strings.EqualFold(name, "Content-Length") && whole {
			if length, err = strconv.Atoi(value); err != nil {
				return err
			}
		}
	}
	if !whole && !strings.Contains(status, " 304 ") {
		return fmt.Errorf("answered %s", status)
	}
	_, err = io.CopyN(io.Discard, in, int64(length))
	return err
}
