// Bundles the islands into the folder that is named: node build.mjs OUT
// What is bundled, and under which licences, is written beside it.

import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { geoEquirectangular } from "d3-geo";
import { geoProject } from "d3-geo-projection";
import subsetFont from "subset-font";
import { feature, mesh } from "topojson-client";
import { topology } from "topojson-server";

const HOME = dirname(fileURLToPath(import.meta.url));
const MODULES = join(HOME, "node_modules");
const OUT = resolve(process.argv[2] ?? join(HOME, "../src/marsad/web/static"));
const LICENCE = /^(licen[cs]e|copying|notice)/i;
const ISLANDS = ["map", "graph", "timeline", "pages"];
const STEPS = 1e5; // of a line round the world: 400 m, which is finer than the lines
const FONT = "@fontsource-variable/noto-sans-arabic";

// MapLibre is a module with a worker of its own, which are copied as they are.
const BESIDE = {
  name: "beside",
  setup(made) {
    made.onResolve({ filter: /^maplibre-gl$/ }, () => ({ path: "./maplibre-gl.mjs", external: true }));
  },
};

async function bundle() {
  const made = await build({
    entryPoints: ISLANDS.map((name) => join(HOME, "src", `${name}.ts`)),
    outdir: OUT,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2023",
    legalComments: "eof", // whole texts stand in LICENSES.txt
    metafile: true,
    plugins: [BESIDE],
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "warning",
  });
  return Object.keys(made.metafile.inputs);
}

async function copyMapLibre() {
  for (const name of ["maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css"]) {
    const text = await readFile(join(MODULES, "maplibre-gl/dist", name), "utf8");
    await writeFile(join(OUT, name), text.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));
  }
}

// Lines only: whose land it is, and what it is called, stays behind. The atlas is of a sphere: on a
// flat map what crosses the 180th meridian is cut there.
async function drawOutlines() {
  for (const [name, file] of [["outlines", "countries-50m"], ["coasts", "land-50m"]]) {
    const atlas = JSON.parse(await readFile(join(MODULES, "world-atlas", `${file}.json`), "utf8"));
    const { land, countries } = atlas.objects;
    const drawn = { land: flat(feature(atlas, land)), coast: flat(mesh(atlas, land)) };
    if (countries) drawn.borders = flat(mesh(atlas, countries, (one, other) => one !== other));
    await writeFile(join(OUT, `${name}.json`), JSON.stringify(topology(drawn, STEPS)));
  }
}

function flat(geometry) {
  const degrees = geoEquirectangular().scale(180 / Math.PI).translate([0, 0]).reflectY(true).precision(0);
  return geoProject(geometry, degrees);
}

// The letters of the block Arabic (U+0600..06FF) and the signs between them, regular to bold.
async function cutFont() {
  const letters = Array.from({ length: 0x100 }, (_, at) => String.fromCodePoint(0x600 + at));
  const signs = [..." «».:()-\u200c\u200d\u200e\u200f"];
  const whole = await readFile(join(MODULES, FONT, "files/noto-sans-arabic-arabic-wght-normal.woff2"));
  const cut = await subsetFont(whole, [...letters, ...signs].join(""), {
    targetFormat: "woff2",
    variationAxes: { wght: { min: 400, max: 700, default: 400 } },
  });
  await writeFile(join(OUT, "noto-sans-arabic.woff2"), cut);
  await copyFile(join(HOME, "src/fonts.css"), join(OUT, "fonts.css"));
}

function packageOf(path) {
  const parts = path.split(sep).join("/").split("node_modules/").pop().split("/");
  return parts[0].startsWith("@") ? `${parts[0]}/${parts[1]}` : parts[0];
}

// Files of these are bundles themselves: what went into them is what they depend on, and in that of
// cytoscape-dagre dagre, which it does not name.
const WHOLE = ["maplibre-gl", "@dagrejs/dagre"];
async function within(name, found = new Set()) {
  const about = JSON.parse(await readFile(join(MODULES, name, "package.json"), "utf8"));
  for (const other of Object.keys(about.dependencies ?? {})) {
    if (!found.has(other) && !other.startsWith("@types/")) {
      found.add(other);
      await within(other, found);
    }
  }
  return found;
}

async function fromReadme(folder) {
  const told = await readFile(join(folder, "README.md"), "utf8");
  const at = told.search(/^#+ *licen[cs]e/im);
  if (at < 0) throw new Error(`${folder}: no text of its licence`);
  return told.slice(at);
}

async function writeLicences(inputs) {
  const bundled = inputs.filter((path) => path.includes("node_modules")).map(packageOf);
  const inside = await Promise.all(WHOLE.map(async (name) => [name, ...(await within(name))]));
  const names = new Set([...bundled, ...inside.flat(), "world-atlas", FONT]);
  const parts = [];
  for (const name of [...names].sort()) {
    const folder = join(MODULES, name);
    const about = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const there = (await readdir(folder, { withFileTypes: true })).filter((one) => one.isFile());
    const files = there.map((one) => one.name).filter((one) => LICENCE.test(one)).sort();
    const texts = await Promise.all(files.map((one) => readFile(join(folder, one), "utf8")));
    if (!texts.length) texts.push(await fromReadme(folder));
    parts.push(`${name} ${about.version} (${about.license})\n\n${texts.join("\n").trim()}\n`);
  }
  await writeFile(join(OUT, "LICENSES.txt"), parts.join(`\n${"=".repeat(80)}\n\n`));
}

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
const inputs = await bundle();
await copyMapLibre();
await drawOutlines();
await cutFont();
await writeLicences(inputs);
