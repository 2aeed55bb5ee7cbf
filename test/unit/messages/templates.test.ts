import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openWriter } from "../../../src/messages/writer.ts";
import { UserError } from "../../../src/user-error.ts";
import { alarm, channels, digest, step, templatesFolder, writer } from "./views.ts";

const files = globSync("**/*.eta", { cwd: templatesFolder }).toSorted();

function copyTemplates(): string {
  const folder = mkdtempSync(join(tmpdir(), "siaga-templates-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(templatesFolder, folder, { recursive: true });
  return folder;
}

test.each(files)("without %s the writer does not open, and says why", (file) => {
  const folder = copyTemplates();
  rmSync(join(folder, file));
  expect(() => openWriter(folder)).toThrow(UserError);
  expect(() => openWriter(folder)).toThrow(file);
});

test("a template with a broken tag is refused at once, not at the first message", () => {
  const folder = copyTemplates();
  writeFileSync(join(folder, "alarm/wa.eta"), "<% if (");
  expect(() => openWriter(folder)).toThrow("alarm/wa.eta");
});

test("templates are read once", () => {
  const folder = copyTemplates();
  const opened = openWriter(folder);
  rmSync(folder, { recursive: true });
  for (const channel of channels) {
    expect(opened.writeStep(step(), channel)).toEqual(writer.writeStep(step(), channel));
    expect(opened.writeDigest(digest([{}]), channel)).toEqual(writer.writeDigest(digest([{}]), channel));
    expect(opened.writeAlarm(alarm(), channel)).toEqual(writer.writeAlarm(alarm(), channel));
  }
});

test("changed words are used", () => {
  const folder = copyTemplates();
  writeFileSync(join(folder, "step/wa.eta"), "Laporan <%= it.complaint.id %> menunggu.\n");
  expect(openWriter(folder).writeStep(step(), "wa").text).toBe("Laporan 9100001 menunggu.");
});

test("mails load nothing from afar and carry no style sheet", () => {
  for (const { html } of [
    writer.writeStep(step(), "email"),
    writer.writeDigest(digest([{}]), "email"),
    writer.writeAlarm(alarm(), "email"),
  ]) {
    expect(html).not.toMatch(
      /<(?:img|link|script|style|iframe|font)|url\(|@import|background|(?:^|;)color:#/u,
    );
    expect(html).toContain('content="light dark"');
    expect(html).toContain('name="viewport"');
  }
});

test("templates hold no logic but if and for", () => {
  for (const file of files) {
    const source = readFileSync(join(templatesFolder, file), "utf8");
    for (const [, code = ""] of source.matchAll(/<%-?(?![=~])\s*(.*?)\s*-?%>/gsu))
      expect(code).toMatch(
        /^(?:if \(.*\) \{|\} else if \(.*\) \{|\} else \{|for \(.*\) \{|\}|layout\(".*"\))$/u,
      );
  }
});
