#!/bin/sh
# curl: negotiation, redirects, conditions, errors, methods.
base=$1
thing=${base}id/meeting/2025-ism-ottawa
doc=${base}doc/meeting/2025-ism-ottawa
failed=0

# want WHAT FOUND EXPECTED
want() { [ "$2" = "$3" ] || { echo "curl: $1: $2, want $3"; failed=1; }; }
status() { curl -s -o /dev/null -w '%{http_code}' "$@"; }
kind() { curl -s -o /dev/null -w '%{content_type}' "$@"; }

want 'the thing' "$(status "$thing")" 303
want 'the thing, followed' "$(curl -sL -o /dev/null -w '%{http_code} %{url_effective}' "$thing")" "200 $doc"
for media in text/turtle application/ld+json application/n-triples application/n-quads application/trig application/rdf+xml text/html; do
  want "Accept: $media" "$(kind -H "Accept: $media" "$doc" | cut -d';' -f1)" "$media"
done
want 'no preference' "$(kind "$doc")" 'text/turtle; charset=utf-8'
want 'nothing acceptable' "$(status -H 'Accept: image/png' "$doc")" 406
want 'not there' "$(status "${base}doc/meeting/nowhere") $(kind "${base}doc/meeting/nowhere")" '404 application/problem+json'
tag=$(curl -sI -H 'Accept: text/turtle' "$doc" | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p')
want 'unchanged' "$(status -H 'Accept: text/turtle' -H "If-None-Match: $tag" "$doc")" 304
want 'another tag' "$(status -H 'If-Match: "x"' "$doc")" 412
want 'HEAD' "$(curl -sI -o /dev/null -w '%{http_code} %{size_download}' "$doc")" '200 0'
want 'OPTIONS' "$(status -X OPTIONS "$doc")" 204
want 'DELETE' "$(status -X DELETE "$doc")" 405
want 'compressed' "$(curl -s --compressed "$doc.nt" | cksum)" "$(curl -s "$doc.nt" | cksum)"
want 'a range' "$(curl -s -r 0-9 "${base}dumps/all.nt" | wc -c | tr -d ' ')" 10
ask='ASK { ?s a <https://w3id.org/plenary#Meeting> }'
want 'GET query' "$(curl -s -G --data-urlencode "query=$ask" -H 'Accept: text/boolean, application/sparql-results+json' "${base}sparql" | tr -d ' \n')" '{"head":{},"boolean":true}'
want 'POST query' "$(status -H 'Content-Type: application/sparql-query' --data "$ask" "${base}sparql")" 200
want 'QUERY' "$(status -X QUERY -H 'Content-Type: application/sparql-query' --data "$ask" "${base}sparql")" 200
want 'a syntax error' "$(status -G --data-urlencode 'query=ASK {' "${base}sparql")" 400
want 'CSV' "$(curl -s -G --data-urlencode 'query=SELECT (1 AS ?n) {}' -H 'Accept: text/csv' "${base}sparql" | tr -d '\r' | tr '\n' ' ')" 'n 1 '
want 'a batch' "$(curl -s -H 'Content-Type: application/json' --data '["id/country/japan", "id/country/atlantis"]' "${base}api/describe" | grep -c '"missing"')" 1
exit $failed
