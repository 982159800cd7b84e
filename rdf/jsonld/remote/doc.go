// Package remote loads JSON-LD documents over HTTP as JSON-LD 1.1 API §9.4
// says: redirects, media types, Link fields, scripts in HTML. It asks a function
// of the caller for each response, and only for IRIs that the caller allows.
package remote
