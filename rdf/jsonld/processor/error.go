package processor

import (
	"errors"
	"fmt"

	"w3id.org/plenary/rdf/jsonld/ojson"
)

// A Code names a kind of error in the words of the specification.
type Code string

// The error codes of JSON-LD 1.1 API §9.6 and JSON-LD 1.1 Framing §5.3, and
// LimitExceeded, which is ours.
const (
	CollidingKeywords           Code = "colliding keywords"
	ConflictingIndexes          Code = "conflicting indexes"
	ContextOverflow             Code = "context overflow"
	CyclicIRIMapping            Code = "cyclic IRI mapping"
	InvalidIDValue              Code = "invalid @id value"
	InvalidImportValue          Code = "invalid @import value"
	InvalidIncludedValue        Code = "invalid @included value"
	InvalidIndexValue           Code = "invalid @index value"
	InvalidNestValue            Code = "invalid @nest value"
	InvalidPrefixValue          Code = "invalid @prefix value"
	InvalidPropagateValue       Code = "invalid @propagate value"
	InvalidProtectedValue       Code = "invalid @protected value"
	InvalidReverseValue         Code = "invalid @reverse value"
	InvalidVersionValue         Code = "invalid @version value"
	InvalidBaseDirection        Code = "invalid base direction"
	InvalidBaseIRI              Code = "invalid base IRI"
	InvalidContainerMapping     Code = "invalid container mapping"
	InvalidContextEntry         Code = "invalid context entry"
	InvalidContextNullification Code = "invalid context nullification"
	InvalidDefaultLanguage      Code = "invalid default language"
	InvalidEmbedValue           Code = "invalid @embed value"
	InvalidFrame                Code = "invalid frame"
	InvalidIRIMapping           Code = "invalid IRI mapping"
	InvalidJSONLiteral          Code = "invalid JSON literal"
	InvalidKeywordAlias         Code = "invalid keyword alias"
	InvalidLanguageMapValue     Code = "invalid language map value"
	InvalidLanguageMapping      Code = "invalid language mapping"
	InvalidLanguageTaggedString Code = "invalid language-tagged string"
	InvalidLanguageTaggedValue  Code = "invalid language-tagged value"
	InvalidLocalContext         Code = "invalid local context"
	InvalidRemoteContext        Code = "invalid remote context"
	InvalidReverseProperty      Code = "invalid reverse property"
	InvalidReversePropertyMap   Code = "invalid reverse property map"
	InvalidReversePropertyValue Code = "invalid reverse property value"
	InvalidScopedContext        Code = "invalid scoped context"
	InvalidScriptElement        Code = "invalid script element"
	InvalidSetOrListObject      Code = "invalid set or list object"
	InvalidTermDefinition       Code = "invalid term definition"
	InvalidTypeMapping          Code = "invalid type mapping"
	InvalidTypeValue            Code = "invalid type value"
	InvalidTypedValue           Code = "invalid typed value"
	InvalidValueObject          Code = "invalid value object"
	InvalidValueObjectValue     Code = "invalid value object value"
	InvalidVocabMapping         Code = "invalid vocab mapping"
	IRIConfusedWithPrefix       Code = "IRI confused with prefix"
	KeywordRedefinition         Code = "keyword redefinition"
	ListOfLists                 Code = "list of lists"
	LoadingDocumentFailed       Code = "loading document failed"
	LoadingRemoteContextFailed  Code = "loading remote context failed"
	MultipleContextLinkHeaders  Code = "multiple context link headers"
	ProcessingModeConflict      Code = "processing mode conflict"
	ProtectedTermRedefinition   Code = "protected term redefinition"
	LimitExceeded               Code = "limit exceeded"
)

// An Error says why a document, context or frame is not JSON-LD. At is where
// the object begins that is at fault, or one around it; it is zero when the
// input was not parsed from text.
type Error struct {
	Code  Code
	Msg   string
	At    ojson.Position
	Limit string // the limit exceeded: "depth", "contexts", "names", "nodes"; "" when it is none
	Cause error  // of a document that could not be loaded
}

// Error returns the code and the message.
func (e *Error) Error() string {
	if e.Msg == "" {
		return string(e.Code)
	}
	return string(e.Code) + ": " + e.Msg
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

func failure(code Code, format string, args ...any) error {
	return &Error{Code: code, Msg: fmt.Sprintf(format, args...)}
}

func overLimit(limit, format string, args ...any) error {
	return &Error{Code: LimitExceeded, Msg: fmt.Sprintf(format, args...), Limit: limit}
}

// located notes where an error was met, unless it knows better.
func located(err error, o *ojson.Object) error {
	var e *Error
	if o != nil && errors.As(err, &e) && e.At == (ojson.Position{}) {
		e.At = o.At
	}
	return err
}

// elsewhere notes that an error was met in another document: its position is
// not one of the document at hand.
func elsewhere(err error, iri string) error {
	var e *Error
	if errors.As(err, &e) && e.At != (ojson.Position{}) {
		e.Msg = fmt.Sprintf("<%s>:%d:%d: %s", iri, e.At.Line, e.At.Column, e.Msg)
		e.At = ojson.Position{}
	}
	return err
}

// recoded gives an error another code.
func recoded(err error, code Code) error {
	var e *Error
	if errors.As(err, &e) && e.Code != LimitExceeded {
		return &Error{Code: code, Msg: e.Error(), At: e.At, Cause: err}
	}
	return err
}

// show writes a value for a message.
func show(v any) string {
	text := string(ojson.Append(nil, v))
	if runes := []rune(text); len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return text
}
