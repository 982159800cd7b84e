// Package openapi says what an API has: documents of OpenAPI 3.1 as values, and
// JSON Schemas of Go types.
//
// A value that marshals is a document whose references lead to its own
// components.
package openapi

// Version is the edition of the specification.
const Version = "3.1.1"

// A Document describes an API.
//
// Spec: OpenAPI 3.1.1 §4.8.1 OpenAPI Object.
type Document struct {
	OpenAPI      string              `json:"openapi"`
	Info         Info                `json:"info"`
	Servers      []Server            `json:"servers"`
	Tags         []Tag               `json:"tags"`
	Paths        map[string]PathItem `json:"paths"`
	Components   Components          `json:"components"`
	ExternalDocs *External           `json:"externalDocs,omitempty"`
}

// Info says whose the API is.
type Info struct {
	Title       string   `json:"title"`
	Summary     string   `json:"summary,omitempty"`
	Description string   `json:"description,omitempty"`
	Contact     *Contact `json:"contact,omitempty"`
	License     *License `json:"license,omitempty"`
	Version     string   `json:"version"`
}

// Contact is who answers for the API.
type Contact struct {
	Name  string `json:"name,omitempty"`
	URL   string `json:"url,omitempty"`
	Email string `json:"email,omitempty"`
}

// License is that of the API.
type License struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// Server is where the API is.
type Server struct {
	URL string `json:"url"`
}

// Tag names a group of operations.
type Tag struct {
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
}

// External leads to more.
type External struct {
	URL         string `json:"url"`
	Description string `json:"description,omitempty"`
}

// PathItem is the operations of a path by their methods in lower case.
type PathItem map[string]*Operation

// An Operation is what a method does to a path.
type Operation struct {
	OperationID string                `json:"operationId"`
	Summary     string                `json:"summary"`
	Description string                `json:"description,omitempty"`
	Tags        []string              `json:"tags,omitempty"`
	Parameters  []Parameter           `json:"parameters,omitempty"`
	RequestBody *Body                 `json:"requestBody,omitempty"`
	Responses   map[string]Response   `json:"responses"`
	Security    []map[string][]string `json:"security,omitempty"`
}

// A Parameter is a part of an address or a header.
type Parameter struct {
	Name        string `json:"name"`
	In          string `json:"in"` // "query", "path" or "header"
	Description string `json:"description,omitempty"`
	Required    bool   `json:"required,omitempty"`
	Schema      Schema `json:"schema"`
	Example     any    `json:"example,omitempty"`
}

// A Body is what a request carries.
type Body struct {
	Description string           `json:"description,omitempty"`
	Required    bool             `json:"required,omitempty"`
	Content     map[string]Media `json:"content"`
}

// Media is a body of one media type.
type Media struct {
	Schema  Schema `json:"schema"`
	Example any    `json:"example,omitempty"`
}

// A Response is an answer of one status. With Ref it is that of the components
// and has nothing else.
type Response struct {
	Ref         string            `json:"$ref,omitempty"`
	Description string            `json:"description,omitempty"`
	Headers     map[string]Header `json:"headers,omitempty"`
	Content     map[string]Media  `json:"content,omitempty"`
}

// A Header is one of an answer.
type Header struct {
	Description string `json:"description,omitempty"`
	Schema      Schema `json:"schema"`
}

// Components are what references lead to.
type Components struct {
	Schemas         *Schemas            `json:"schemas"`
	Responses       map[string]Response `json:"responses,omitempty"`
	SecuritySchemes map[string]Schema   `json:"securitySchemes,omitempty"`
}
