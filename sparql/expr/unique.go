package expr

import "fmt"

// random is RAND.
func random(*compiler, []node) Func {
	return func(env *Env) Value { return Double(float64(env.random()>>11) / (1 << 53)) }
}

func uuid(*compiler, []node) Func {
	return func(env *Env) Value { return IRI("urn:uuid:" + newUUID(env)) }
}

func strUUID(*compiler, []node) Func {
	return func(env *Env) Value { return String(newUUID(env)) }
}

// newUUID returns a random one, version 4.
//
// Spec: RFC 9562 §5.4.
func newUUID(env *Env) string {
	a, b := env.random(), env.random()
	return fmt.Sprintf("%08x-%04x-4%03x-%04x-%012x", a>>32, a>>16&0xFFFF, a&0xFFF, b>>48&0x3FFF|0x8000, b&0xFFFF_FFFF_FFFF)
}
