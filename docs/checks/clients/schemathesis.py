"""schemathesis: requests made from /openapi.json, right and wrong ones: no 5xx, and
every answer has a status, a media type, headers and a body that are described."""

import os
import re
import subprocess
import sys
import tempfile

hooks = """
import schemathesis

@schemathesis.serializer(*"application/sparql-query application/sparql-update text/turtle application/ld+json application/n-triples application/n-quads application/trig application/rdf+xml application/rdf-patch text/plain".split())
def text(context, value):
    return b"" if value is None else str(value).encode("utf-8", "replace")
"""
checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance"
fewest = 5000

with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
    file.write(hooks)
    file.flush()
    run = subprocess.run(
        ["schemathesis", "run", sys.argv[1] + "openapi.json", "-c", checks, "--phases", "examples,coverage,fuzzing", "-n", os.environ.get("EXAMPLES", "30"),
         "--continue-on-failure", "--no-color", "--no-shrink", "--seed", os.environ.get("SEED", "1")],
        env={**os.environ, "SCHEMATHESIS_HOOKS": file.name}, capture_output=True, text=True,
    )
found = re.search(r"(\d+) generated, (\d+) passed", run.stdout)
if run.returncode or not found or int(found[1]) < fewest:
    print(run.stdout[-20000:], run.stderr[-2000:])
    sys.exit(1)
print(f"schemathesis: {found[1]} requests")
