package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
	"w3id.org/plenary/rdf/jsonld"
	"w3id.org/plenary/rdf/jsonld/ojson"
)

// inputBytes is the buffer between a file and what takes its compression off.
const inputBytes = 64 << 10

// An input is a document that is open for reading.
type input struct {
	name   string // in messages
	format rdf.Format
	size   int64 // bytes of the file, -1 where that is not known
	read   int64 // of them, so far
	onRead func(n int)

	reading  reading
	ctx      context.Context // that reads end with: a Reader is not given one
	contexts map[string]any  // by IRI
	raw      io.ReadCloser
	body     io.Reader // without compression
	unpack   io.Closer // what takes it off; nil without
}

// check refuses flags that cannot be meant, before anything is opened.
func (r reading) check() error {
	if r.From != "" {
		if _, err := formatNamed(r.From); err != nil {
			return err
		}
	}
	if r.Base != "" && !rdf.IsAbsoluteIRI(r.Base) {
		return usage("--base %q is not an absolute IRI, such as https://example.org/data", r.Base)
	}
	for _, flag := range r.Context {
		if iri, _ := copyOf(flag); !rdf.IsAbsoluteIRI(iri) {
			return usage("--context %q is not IRI=FILE, such as https://schema.org/=schema.jsonld", flag)
		}
	}
	if r.MaxDepth < 0 || r.MaxToken < 0 {
		return usage("a limit is at least 1, or 0 for the usual one")
	}
	return nil
}

// open opens a file, or standard input for "" and "-", takes its compression
// off and finds out its format: as told, by suffix, or by content. The caller
// closes it.
func (r reading) open(ctx context.Context, path string, stdin io.Reader) (*input, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	in := &input{reading: r, ctx: ctx, onRead: func(int) {}}
	var err error
	if in.contexts, err = r.contexts(); err != nil {
		return nil, err
	}
	if err := in.openRaw(path, stdin); err != nil {
		return nil, err
	}
	buffered := bufio.NewReaderSize(in, inputBytes)
	err = in.decompress(buffered)
	if err == nil {
		err = in.findFormat(path)
	}
	if err != nil {
		in.Close()
		return nil, interruptedOr(ctx, err)
	}
	return in, nil
}

// contexts reads the JSON-LD contexts that flags name.
func (r reading) contexts() (map[string]any, error) {
	all := make(map[string]any)
	for _, flag := range r.Context {
		iri, path := copyOf(flag)
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		all[iri], err = ojson.Parse(f, ojson.Options{Source: path})
		if err = errors.Join(err, f.Close()); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// copyOf takes IRI=FILE apart.
func copyOf(flag string) (iri, path string) {
	at := strings.LastIndexByte(flag, '=') // an IRI may have more of them
	return flag[:max(at, 0)], flag[at+1:]
}

func isStandard(path string) bool { return path == "" || path == "-" }

func (in *input) openRaw(path string, stdin io.Reader) error {
	if isStandard(path) {
		in.name, in.size = "standard input", -1
		if f, ok := stdin.(*os.File); ok {
			in.size = sizeOf(f)
		}
		in.raw = newPump(in.ctx, stdin)
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		f.Close()
		return fmt.Errorf("%s is a folder, not a document", path)
	}
	in.name, in.size, in.raw = path, sizeOf(f), f
	return nil
}

// sizeOf returns the size of a regular file, -1 for anything else.
func sizeOf(f *os.File) int64 {
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return -1
	}
	return info.Size()
}

// Read reads the file as it is, until the command is interrupted.
func (in *input) Read(p []byte) (int, error) {
	if in.ctx.Err() != nil {
		return 0, errInterrupted
	}
	n, err := in.raw.Read(p)
	in.read += int64(n)
	in.onRead(n)
	return n, err
}

// Close ends reading; what was read stays valid.
func (in *input) Close() error {
	if in.unpack != nil {
		in.unpack.Close()
	}
	return in.raw.Close()
}

func (in *input) findFormat(path string) (err error) {
	if in.reading.From != "" {
		in.format, err = formatNamed(in.reading.From)
		return err
	}
	if f, ok := rdf.FormatOfFile(withoutPacking(path)); ok {
		in.format = f
		return nil
	}
	return in.sniff()
}

func (in *input) sniff() error {
	body := bufio.NewReaderSize(in.body, codec.SniffBytes)
	in.body = body
	head, err := body.Peek(codec.SniffBytes)
	if err != nil && err != io.EOF {
		return err
	}
	in.format, err = codec.Sniff(head)
	var syntax *rdf.SyntaxError
	if errors.As(err, &syntax) {
		syntax.Source = in.name
	}
	if errors.Is(err, codec.ErrUnknown) {
		return fmt.Errorf("%s: neither suffix nor content tells the format: use --from with one of %s", in.name, formatTokens())
	}
	return err
}

// quads reads the document. What the options do not say, the flags do.
func (in *input) quads(o rdf.DecodeOptions) func(yield func(rdf.Quad, error) bool) {
	o.Source, o.Base = in.name, in.reading.Base
	o.MaxDepth, o.MaxToken = in.reading.MaxDepth, in.reading.MaxToken
	if in.format.Lines {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	return codec.Decode(in.format, in.body, o, codec.Options{JSONLD: jsonld.Options{Contexts: in.contexts}})
}

// streams reports whether the document is read without holding it.
func (in *input) streams() bool { return in.format.Token != "jsonld" }

// dataset holds a whole document.
func (r reading) dataset(ctx context.Context, path string, std streams) (*rdf.Dataset, error) {
	in, err := r.open(ctx, path, std.in)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	d, err := rdf.ReadDataset(in.quads(rdf.DecodeOptions{}))
	return d, interruptedOr(ctx, err)
}

// interruptedOr says that the user ended a command, where that is why it
// failed.
func interruptedOr(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return errInterrupted
	}
	return err
}
