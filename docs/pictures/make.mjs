// Makes the pictures of the README and of the crate's documentation anew. Needs Chromium, Node and
// `npm ci` in tests/page; from the root:
//   cargo build --release --features page --example reconcile && node docs/pictures/make.mjs
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url)), root = join(here, "../..");
const puppeteer = createRequire(join(root, "tests/page/package.json"))("puppeteer-core");
const folder = mkdtempSync(join(tmpdir(), "pictures-"));
const reconcile = join(root, "target/release/examples/reconcile"), story = join(root, "tests/page/ferry.jsonl");

// The terminal as it is on a terminal: `script` (util-linux) gives the program one.
const shell = `stty cols 92; '${reconcile}' '${story}'`;
const coloured = execFileSync("script", ["-qec", shell, "/dev/null"], { encoding: "utf8", env: { ...process.env, TERM: "xterm", NO_COLOR: "" } });
const escape = (t) => t.replace(/&/g, "&amp;").replace(/</g, "&lt;");
const lines = coloured.replace(/\r/g, "").split("\n").slice(0, 26).join("\n");
const spans = lines.split("\u001b[").map((part, n) => {
  if (n === 0) return escape(part);
  const [, code, text] = part.match(/^([\d;]*)m([^]*)$/);
  return code === "0" ? escape(text) : `<span class="c${code.replace(";", "-")}">${escape(text)}</span>`;
});
const style = "body{margin:0;background:#16181b;color:#e4e4e1;font:14px/1.45 'DejaVu Sans Mono','Liberation Mono',monospace}pre{margin:0;padding:18px 22px;font:inherit}.c1{font-weight:700}.c2{color:#9aa0a8}.c1-31{color:#ff8f88;font-weight:700}.c1-33{color:#f1c266;font-weight:700}.c1-32{color:#7fd6a6;font-weight:700}";
writeFileSync(join(folder, "terminal.html"), `<!DOCTYPE html><meta charset="utf-8"><style>${style}</style><pre>${spans.join("")}</pre>`);
writeFileSync(join(folder, "page.html"), execFileSync(reconcile, ["--format", "html", story]));

const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
const pictures = [
  { name: "terminal", file: "terminal.html", width: 800, element: "pre" },
  { name: "page", file: "page.html", width: 1000, height: 1120 },
  { name: "matrix", file: "page.html", width: 1000, element: "#matrix" },
  { name: "articles", file: "page.html", width: 1000, height: 560, at: "#articles" },
];
const embedded = [];
for (const { name, file, width, height = 800, element, at } of pictures) {
  const page = await browser.newPage();
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }, { name: "prefers-reduced-motion", value: "reduce" }]);
  await page.goto(pathToFileURL(join(folder, file)).href + (at || ""));
  if (at) await page.evaluate(() => { document.querySelectorAll(".here").forEach((e) => e.classList.remove("here")); document.activeElement.blur(); });
  const target = element ? await page.$(element) : page;
  await target.screenshot({ path: join(here, name + ".png"), optimizeForSpeed: false });
  if (name === "page" || name === "terminal") {
    const part = name === "page" ? { clip: { x: 0, y: 0, width, height: 760 } } : {};
    const bytes = await target.screenshot({ type: "webp", quality: 40, ...part });
    embedded.push(`![${name === "page" ? "The page: a conflict between two figures, drawn on one scale" : "The report in a terminal"}](data:image/webp;base64,${Buffer.from(bytes).toString("base64")})\n`);
  }
  await page.close();
}
writeFileSync(join(here, "crate.md"), embedded.join("\n"));
await browser.close();
rmSync(folder, { recursive: true });
