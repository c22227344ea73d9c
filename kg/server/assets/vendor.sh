#!/bin/sh
# Brings the query editor, YASGUI, into yasgui/ beside this file. Run it to take another version
# (change VERSION and SHA256, then look at the editor); needs npm, node and sha256sum.
# What is taken is the published file as it is, without the line that names its source map.
set -eu

VERSION=4.6.2
SHA256=6520cdd256a4003e8d45865e0d631b6456b88a0e6b65f4f3e56d78a25d74c9a7  # of the npm package
AS_OF=2026-09-01  # for the licence texts: what npm had for its dependencies on that day

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm pack --silent "@zazuko/yasgui@$VERSION" >/dev/null
echo "$SHA256  zazuko-yasgui-$VERSION.tgz" | sha256sum --check --quiet
tar -xzf "zazuko-yasgui-$VERSION.tgz"
mkdir -p "$here/yasgui"
for file in yasgui.min.js yasgui.min.css; do
    sed '/^\/\/# sourceMappingURL=/d' "package/build/$file" >"$here/yasgui/$file"
done

# The bundle carries no licence comments: the texts of all that its source map says is in it.
echo '{}' >package.json
npm install --silent --ignore-scripts --no-audit --no-fund --before "$AS_OF" "@zazuko/yasgui@$VERSION"
cat >licences.js <<'JS'
const fs = require("fs");
const map = JSON.parse(fs.readFileSync("package/build/yasgui.min.js.map", "utf8"));
const inside = map.sources.map((source) => source.split("node_modules/")[1]).filter(Boolean);
const names = inside.map((path) => path.match(/^(@[^/]+\/)?[^/]+/)[0]);
const out = ["What is bundled in yasgui.min.js and yasgui.min.css beside YASGUI itself, whose licence is in LICENSE."];
for (const name of [...new Set([...names, "datatables.net-dt"])].sort()) {
  const folder = `node_modules/${name}`;
  const about = JSON.parse(fs.readFileSync(`${folder}/package.json`, "utf8"));
  const file = fs.readdirSync(folder).find((entry) => /^licen[sc]e(\.\w+)?$/i.test(entry));
  const author = typeof about.author === "object" ? about.author.name : about.author;
  const text = file
    ? fs.readFileSync(`${folder}/${file}`, "utf8").trim()
    : `Copyright (C) ${author}. The package has no licence text; its package.json says ${about.license}.`;
  out.push(`${"-".repeat(78)}\n${name} (${about.license || "see below"})\n\n${text.replace(/\r/g, "")}`);
}
fs.writeFileSync(process.argv[2], `${out.join("\n\n")}\n`);
JS
node licences.js "$here/yasgui/THIRD-PARTY-LICENSES.txt"
echo "YASGUI $VERSION is in $here/yasgui"
