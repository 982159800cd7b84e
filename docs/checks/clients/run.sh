#!/bin/sh
# Runs clients that are not ours against two servers that it starts, and says
# what each found.
#
# Usage: docs/checks/clients/run.sh [NAME ...]        (make check-clients)
#
# Without names all run. Each client is NAME.sh, .py, .mjs or .java here; it gets
# the addresses of the servers, prints what fails, and exits 0 when nothing does.
# Needs Go, curl, node 20, Python 3.11, Java 17 with Maven, and for yasgui
# Chromium. What the clients are made of is fetched once into CACHE.

cd "$(dirname "$0")" || exit 2
here=$PWD
CACHE=${CACHE:-$HOME/.cache/plenary-clients}
PORT=${PORT:-18104}
mkdir -p "$CACHE"

npm_packages="jsonld@9 rdf-dereference@4 n3@2 @comunica/query-sparql@4 @zazuko/yasgui@4.6.2 playwright-core@1"
pypi_packages="rdflib==7.6.0 SPARQLWrapper==2.0.0 networkx==3.6.1 schemathesis==4.* requests"
[ -d "$CACHE/node_modules" ] || npm install --prefix "$CACHE" --ignore-scripts --no-audit --no-fund $npm_packages >"$CACHE/npm.log" 2>&1 || exit 2
[ -d "$CACHE/venv" ] || { python3 -m venv "$CACHE/venv" && "$CACHE/venv/bin/pip" install -q $pypi_packages; } || exit 2
[ -d "$CACHE/jars" ] || mvn -q -B dependency:copy-dependencies -DoutputDirectory="$CACHE/jars" || exit 2
export CACHE
export PATH="$CACHE/venv/bin:$PATH"
export NODE_PATH="$CACHE/node_modules"

(cd ../../.. && go build -o "$CACHE/plenary" ./cmd/plenary) || exit 2
a=http://localhost:$PORT/
b=http://localhost:$((PORT + 1))/
"$CACHE/plenary" serve --addr "127.0.0.1:$PORT" 2>"$CACHE/a.log" &
pids=$!
"$CACHE/plenary" serve --addr "127.0.0.1:$((PORT + 1))" 2>"$CACHE/b.log" &
pids="$pids $!"
trap 'kill $pids 2>/dev/null' EXIT
for s in $a $b; do curl -sf --retry 60 --retry-delay 1 --retry-connrefused -o /dev/null "${s}readyz" || exit 2; done

failed=0
for client in ${*:-$(ls | sed -n 's/\.\(py\|mjs\|java\)$//p; s/^curl.sh$/curl/p')}; do
  case $(ls "$client".*) in
  *.sh) sh "$client.sh" "$a" "$b" ;;
  *.py) "$CACHE/venv/bin/python" -P "$client.py" "$a" "$b" ;;
  *.mjs) node "$client.mjs" "$a" "$b" ;;
  *.java) java -cp "$CACHE/jars/*" "$here/$client.java" "$a" "$b" 2>"$CACHE/java.log" || { tail -20 "$CACHE/java.log"; false; } ;;
  esac && echo "$client: ok" || { echo "$client: FAILED"; failed=1; }
done
exit $failed
