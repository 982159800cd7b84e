// Command bare answers GET from memory with the bytes of files, through Gin and
// nothing else: bare ADDR PATH=FILE…. FILE.headers has the headers, one a line; a
// request with If-None-Match gets 304 with them. It is what bench/documents.py
// measures plenary beside.
package main

import (
	"fmt"
	"net/http"
	"os"
	"strings"

	"github.com/gin-gonic/gin"
)

func main() {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	for _, argument := range os.Args[2:] {
		path, file, _ := strings.Cut(argument, "=")
		body, err := os.ReadFile(file)
		fail(err)
		lines, err := os.ReadFile(file + ".headers")
		fail(err)
		whole, unchanged := http.Header{}, http.Header{}
		for line := range strings.Lines(string(lines)) {
			name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
			whole.Add(name, value)
			if !strings.HasPrefix(name, "Content-Type") && !strings.HasPrefix(name, "Content-Length") {
				unchanged.Add(name, value)
			}
		}
		r.GET(path, func(c *gin.Context) {
			h := c.Writer.Header()
			if c.GetHeader("If-None-Match") != "" {
				for name, values := range unchanged {
					h[name] = values
				}
				c.Status(http.StatusNotModified)
				return
			}
			for name, values := range whole {
				h[name] = values
			}
			c.Status(http.StatusOK)
			_, _ = c.Writer.Write(body)
		})
	}
	fail(http.ListenAndServe(os.Args[1], r))
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
