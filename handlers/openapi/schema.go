package openapi

import (
	"encoding/json"
	"path"
	"reflect"
	"strings"
	"time"
	"unicode"
)

// A Schema is a JSON Schema, edition 2020-12.
type Schema map[string]any

// Schemas are the named schemas of a document. The zero value has none.
type Schemas struct {
	schemas map[string]Schema
	types   map[string]reflect.Type // that they are of
}

// MarshalJSON writes the schemas by their names.
func (s *Schemas) MarshalJSON() ([]byte, error) { return json.Marshal(s.schemas) }

// String is the schema of any text.
func String() Schema { return Schema{"type": "string"} }

// Integer is the schema of a whole number between low and high, inclusive, with a
// usual value.
func Integer(usual, low, high int) Schema {
	return Schema{"type": "integer", "minimum": low, "maximum": high, "default": usual}
}

// OneOf is the schema of one of some texts.
func OneOf(texts ...string) Schema { return Schema{"type": "string", "enum": texts} }

// Array is the schema of a list.
func Array(items Schema) Schema { return Schema{"type": "array", "items": items} }

// A Property is a member of an object.
type Property struct {
	Name     string
	Schema   Schema
	Optional bool
}

// Object is the schema of an object with these properties and no others.
func Object(properties ...Property) Schema {
	members, required := map[string]any{}, []string{}
	for _, p := range properties {
		members[p.Name] = p.Schema
		if !p.Optional {
			required = append(required, p.Name)
		}
	}
	s := Schema{"type": "object", "properties": members, "additionalProperties": false}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

// Of returns the schema of how encoding/json writes a value of the type of v. That
// of a struct with a name is added to the schemas, under that name with a capital,
// and referred to. Of two structs with one name in two packages the second has the
// name of its package before it.
func (s *Schemas) Of(v any) Schema { return s.of(reflect.TypeOf(v)) }

func (s *Schemas) of(t reflect.Type) Schema {
	if t == reflect.TypeFor[time.Time]() {
		return Schema{"type": "string", "format": "date-time"}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return s.of(t.Elem())
	case reflect.Map:
		return Schema{"type": "object", "additionalProperties": s.of(t.Elem())}
	case reflect.Slice:
		return Array(s.of(t.Elem()))
	case reflect.Bool:
		return Schema{"type": "boolean"}
	case reflect.Float64:
		return Schema{"type": "number"}
	case reflect.String:
		return String()
	case reflect.Struct:
		return s.named(t)
	case reflect.Interface:
		return Schema{}
	}
	return Schema{"type": "integer"}
}

func (s *Schemas) named(t reflect.Type) Schema {
	name := capital(t.Name())
	if other := s.types[name]; other != nil && other != t {
		name = capital(path.Base(t.PkgPath())) + name
	}
	ref := Schema{"$ref": "#/components/schemas/" + name}
	if s.types[name] != nil {
		return ref
	}
	if s.types == nil {
		s.schemas, s.types = map[string]Schema{}, map[string]reflect.Type{}
	}
	s.types[name] = t // it may refer to itself
	s.schemas[name] = Object(s.fields(t)...)
	return ref
}

func capital(name string) string {
	r := []rune(name)
	return string(unicode.ToUpper(r[0])) + string(r[1:])
}

// fields are the members of an object that a struct becomes; those of embedded
// structs are its own, and need not be there when it embeds a pointer.
func (s *Schemas) fields(t reflect.Type) (properties []Property) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			properties = append(properties, s.embedded(f.Type)...)
		case f.IsExported() && name != "-" && name != "":
			properties = append(properties, Property{name, s.of(f.Type), strings.Contains(options, "omitempty")})
		}
	}
	return properties
}

func (s *Schemas) embedded(t reflect.Type) (properties []Property) {
	if t.Kind() != reflect.Pointer {
		return s.fields(t)
	}
	for _, p := range s.fields(t.Elem()) {
		p.Optional = true
		properties = append(properties, p)
	}
	return properties
}
