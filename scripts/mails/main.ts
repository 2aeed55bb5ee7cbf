import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { openWriter } from "../../src/messages/writer.ts";
import type { Content } from "../../src/outbox/contract.ts";
import { home } from "../../src/paths.ts";
import { alarms, digests, notices, steps } from "./samples.ts";

// Writes every kind of mail as its readers would get it, and one page that shows them side by side: for whoever changes
// something in templates/ and wants to see it before the officials do.

type Write<View> = (view: View, channel: "wa" | "email") => Content;

interface Written {
  readonly name: string;
  readonly email: Content;
  readonly wa: Content;
}

function writeAll<View>(kind: string, views: Readonly<Record<string, View>>, write: Write<View>): Written[] {
  return Object.entries(views).map(([name, view]) => ({
    name: `${kind}-${name}`,
    email: write(view, "email"),
    wa: write(view, "wa"),
  }));
}

function escapeHtml(text: string): string {
  return text.replace(/&/gu, "&amp;").replace(/</gu, "&lt;");
}

function pageOf(all: readonly Written[]): string {
  const parts = all.map(
    ({ name, email, wa }) => `<h2>${escapeHtml(email.subject)}</h2><p>${name}</p><div>
<iframe src="${name}.html" width="390" height="700"></iframe>
<iframe src="${name}.html" width="900" height="700"></iframe>
<pre>${escapeHtml(wa.text)}</pre></div>`,
  );
  return `<!doctype html><html lang="id"><meta charset="utf-8"><title>Semua pesan Siaga</title><style>
body { font-family: sans-serif; margin: 24px } div { display: flex; gap: 16px; align-items: start; overflow-x: auto }
iframe { border: 1px solid #999; flex: none } pre { white-space: pre-wrap; width: 320px; flex: none }
</style><h1>Semua pesan Siaga: ponsel, komputer, WhatsApp</h1>${parts.join("\n")}</html>\n`;
}

const folder = join(home, ".mails");
const writer = openWriter(join(home, "templates"));
const all = [
  ...writeAll("jenjang", steps, writer.writeStep),
  ...writeAll("ringkasan", digests, writer.writeDigest),
  ...writeAll("alarm", alarms, writer.writeAlarm),
  ...writeAll("kabar", notices, writer.writeNotice),
];
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const { name, email, wa } of all) {
  writeFileSync(join(folder, `${name}.html`), email.html ?? "");
  writeFileSync(join(folder, `${name}.txt`), `${email.subject}\n\n${email.text}\n`);
  writeFileSync(join(folder, `${name}.wa.txt`), `${wa.text}\n`);
}
writeFileSync(join(folder, "index.html"), pageOf(all));
process.stdout.write(`${all.length} pesan ditulis. Buka: ${relative(home, join(folder, "index.html"))}\n`);
