package problem

import "net/http"

// A Kind is a type of problem, which /problems/{slug} explains.
type Kind struct {
	Slug    string // end of the type's IRI
	Status  int
	Title   string
	Explain string // in sentences
}

// Kinds are all that answers have.
var Kinds = []Kind{
	{"not-found", http.StatusNotFound, "Not found", "Nothing is known at this address. The answer names things with similar names."},
	{"gone", http.StatusGone, "Withdrawn", "The thing was published here once and has been withdrawn. The answer says why, what to use instead, and where its last version is."},
	{"forgotten", http.StatusGone, "Forgotten", "The server has dropped its history before a commit, and what is asked for came before that. The current state and what came after are there."},
	{"not-acceptable", http.StatusNotAcceptable, "No such variant", "The resource exists, but in none of the forms that the Accept header, the suffix or the format parameter ask for. The answer lists the forms it has."},
	{"method-not-allowed", http.StatusMethodNotAllowed, "Method not allowed", "The resource does not take this method. The Allow header lists those that it takes."},
	{"bad-parameter", http.StatusBadRequest, "Bad parameter", "A query parameter is unknown, missing or has a value that makes no sense. The answer names it."},
	{"bad-request", http.StatusBadRequest, "Bad request", "The address or a header is not well-formed."},
	{"syntax", http.StatusBadRequest, "Syntax error", "The text sent is not well-formed. The answer says where, and what was expected."},
	{"precondition-failed", http.StatusPreconditionFailed, "Precondition failed", "The resource is not in the state that If-Match or If-Unmodified-Since asks for."},
	{"range", http.StatusRequestedRangeNotSatisfiable, "No such range", "None of the ranges that the header Range asks for is within the file. Content-Range has its length."},
	{"too-large", http.StatusRequestEntityTooLarge, "Too large", "The body is larger than the server takes, or changes more than one request may."},
	{"media-type", http.StatusUnsupportedMediaType, "Unsupported media type", "The body is of a kind that the resource does not take. The answer names those that it takes."},
	{"read-only", http.StatusForbidden, "Read only", "This server takes no changes, or none from you."},
	{"unauthorized", http.StatusUnauthorized, "Not authorized", "Who changes the data sends a token that the operator has made: Authorization: Bearer, and the token. A token may expire or be revoked."},
	{"forbidden", http.StatusForbidden, "Forbidden", "The role of the token does not allow this."},
	{"key-reused", http.StatusUnprocessableEntity, "Key used before", "The Idempotency-Key came with another request within the last day. Each change has a key of its own; only its repetition has the same."},
	{"invalid", http.StatusUnprocessableEntity, "Violates the shapes", "The change would leave data that violates the shapes that gate it, so nothing was changed. The answer carries the validation report: each focus node, and what is wrong with it."},
	{"length-required", http.StatusLengthRequired, "Length required", "A request that replaces or adds data says how long its body is, also when there is nothing in it."},
	{"denied", http.StatusForbidden, "Not allowed", "The request would have the server ask another one, which its operator has not allowed."},
	{"remote", http.StatusBadGateway, "Another server failed", "The request needs an answer of another server, which did not come, was too long or was not what it should be."},
	{"conflict", http.StatusConflict, "Conflict", "The graphs are not as an operation of the update needs them. Nothing was changed."},
	{"unknown-term", http.StatusOK, "Unknown class or property", "A query names a class or property that no statement has; this is often a misspelling. The answer is right all the same. The link leads to the nearest known one."},
	{"truncated", http.StatusOK, "A part of the whole", "There is more than the limit of the request lets pass. The link leads to the answer itself; a higher limit, or a narrower question, gets the rest."},
	{"busy", http.StatusServiceUnavailable, "Busy", "Too many requests are being answered, or too many long queries are waiting. Ask again later; short queries are answered meanwhile."},
	{"too-many-requests", http.StatusTooManyRequests, "Too many requests", "One client sends more requests a second than the server takes from one. The Retry-After header says how many seconds to wait."},
	{"header-too-large", http.StatusRequestHeaderFieldsTooLarge, "Header too large", "A header is longer than the server takes."},
	{"budget", http.StatusServiceUnavailable, "Too much work", "The answer would take more work than the server spends on one request. Asking for less may succeed; asking again will not."},
	{"internal", http.StatusInternalServerError, "Internal error", "Something is wrong with the server. Its operators find the cause in the log by the request's identifier."},
}

// KindOf returns the kind of a slug; false where there is none.
func KindOf(slug string) (Kind, bool) {
	for _, k := range Kinds {
		if k.Slug == slug {
			return k, true
		}
	}
	return Kind{}, false
}

// hints say what to do about kinds of problems, where one has nothing better to say.
var hints = map[string]string{
	"not-found":           "things are found by name: by the search of the pages, or by api/search?q=",
	"not-acceptable":      "ask for one of the variants that are listed, or leave the wish out",
	"method-not-allowed":  "the header Allow has the methods that the resource takes",
	"precondition-failed": "read it again, and decide on what it says now",
	"range":               "ask for bytes=0- or for ranges below the length that Content-Range has",
	"unauthorized":        "the operator of the server makes tokens: plenary token create",
	"forbidden":           "the operator of the server makes tokens of other roles: plenary token create --role",
	"key-reused":          "send each change with an Idempotency-Key of its own",
	"invalid":             "the report names each thing and what is wrong with it; nothing was changed",
	"length-required":     "send Content-Length, 0 where the body is empty",
	"denied":              "the operator of the server names hosts that may be asked: plenary serve --allow-host",
	"busy":                "ask again after the seconds of Retry-After",
	"too-many-requests":   "ask again after the seconds of Retry-After, and then less often",
	"budget":              "ask for less: fewer things, fewer steps or a narrower pattern",
	"internal":            "tell the operator of the server the identifier of the request",
}

// Advise gives a problem without a hint that of its kind.
func (p *Problem) Advise() {
	if p.Hint == "" && len(p.Nearest) == 0 {
		p.Hint = hints[p.Slug]
	}
}
