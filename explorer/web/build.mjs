// Builds the editor of queries into a folder: editor.js, editor.css, and the
// licences of what they contain.
//
// Usage: node build.mjs FOLDER

import { build } from "esbuild";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const out = process.argv[2];
await build({
  entryPoints: ["editor.js"],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  legalComments: "none", // all licences are in editor.licences.txt
  loader: { ".svg": "dataurl", ".woff": "dataurl", ".woff2": "dataurl", ".ttf": "dataurl" },
  outdir: out,
});
await writeFile(join(out, "editor.licences.txt"), await licences());

// licences are those of all packages but the ones that only build.
async function licences() {
  const lock = JSON.parse(await readFile("package-lock.json", "utf8"));
  const texts = [];
  for (const [folder, entry] of Object.entries(lock.packages)) {
    if (folder === "" || entry.dev || entry.optional) continue;
    const name = folder.replace(/^.*node_modules\//, "");
    const file = (await readdir(folder)).find((f) => /^licen[cs]e/i.test(f));
    const text = file ? await readFile(join(folder, file), "utf8") : `${entry.license ?? "see the package"}\n`;
    texts.push(`${name} ${entry.version}\n\n${text.trim()}\n`);
  }
  return texts.join(`\n${"-".repeat(72)}\n\n`);
}
