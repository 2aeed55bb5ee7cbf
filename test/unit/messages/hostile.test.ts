import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Content } from "../../../src/outbox/contract.ts";
import { readTags } from "./html.ts";
import { alarm, complaint, digest, step, writer } from "./views.ts";

const pieces = [
  "<%= it.complaint.id %>",
  "<%~ include('@step/wa', it) %>",
  "<% throw 1 %>",
  "%>",
  "${1+1}",
  "<script>alert(1)</script>",
  "</td></table>",
  '" onmouseover="x',
  "'",
  "&lt;&#x202e;",
  "<!--",
  "*",
  "_",
  "~",
  "```",
  "\r\n> ",
  "\n- ",
  "\n1. ",
  "\u2028",
  "\u202E",
  "\u2066",
  "\u200B",
  "\u0000",
  "\uD800",
  "https://jahat.example/x",
  "BUKAN WEWENANG",
];

/** Something visible at the end, so that the field is never empty. */
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary" })), { maxLength: 200 })
  .map((parts) => `${parts.join("")}z`);

const fields = fc.record({
  title: hostile,
  category: hostile,
  unitName: hostile,
  locationName: hostile,
  deadline: hostile,
  person: hostile,
  post: hostile,
  told: hostile,
  text: hostile,
});

type Fields = typeof fields extends fc.Arbitrary<infer T> ? T : never;
const harmless: Fields = {
  title: "judul",
  category: "kategori",
  unitName: "OPD",
  locationName: "lokasi",
  deadline: "besok",
  person: "nama",
  post: "jabatan",
  told: "Admin",
  text: "sebab",
};

function writeAll(f: Fields, channel: "wa" | "email"): Content[] {
  const { title, category, unitName, locationName, deadline } = f;
  const it = complaint({ title, category, unitName, locationName, deadline, lateDays: 1 });
  const other = complaint({ trackingId: "9100002", clockName: "penyelesaian" });
  const lines = [it, other].map((complaint) => ({ complaint, unreachable: f.told, told: f.told }));
  return [
    writer.writeStep(
      step({ person: f.person, post: f.post, toldBefore: f.told, unreachable: f.told, complaint: it }),
      channel,
    ),
    writer.writeDigest(digest([], { person: f.person, post: f.post, date: f.text, lines }), channel),
    writer.writeAlarm(
      alarm({ person: f.person, causes: [{ text: f.text, since: f.told }], cleared: [f.text] }),
      channel,
    ),
  ];
}

const marksOf = (text: string) => text.match(/[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu);
const lineStarts = (text: string) => text.split("\n").map((line) => line.slice(0, 1));

/** Which of its greetings a message begins with hangs on the name of its reader. */
function asGreeted(text: string): string {
  return text.replace(/^(?:Kepada )?(?:Yth\. )?Bapak\/Ibu /mu, "Yth. Bapak/Ibu ");
}

test("whatever people typed, a WhatsApp message keeps its lines and its bold words", () => {
  const plain = writeAll(harmless, "wa");
  fc.assert(
    fc.property(fields, (f) => {
      for (const [i, { text }] of writeAll(f, "wa").entries()) {
        expect(marksOf(text)).toEqual(marksOf(plain[i]?.text ?? ""));
        expect(lineStarts(asGreeted(text))).toEqual(lineStarts(asGreeted(plain[i]?.text ?? "")));
      }
    }),
    { numRuns: 150 },
  );
});

test("whatever people typed, a mail keeps its tags and is well formed", () => {
  const plain = writeAll(harmless, "email").map(({ html }) => readTags(html ?? ""));
  fc.assert(
    fc.property(fields, (f) => {
      for (const [i, { html }] of writeAll(f, "email").entries())
        expect(readTags(html ?? "")).toEqual(plain[i]);
    }),
    { numRuns: 150 },
  );
});

test("no control or direction character, no endless line, no broken subject comes through", () => {
  fc.assert(
    fc.property(fields, fc.constantFrom("wa", "email"), (f, channel) => {
      for (const { subject, text, html } of writeAll(f, channel)) {
        expect(subject).not.toMatch(/\p{Cc}|\p{Cf}|[\u2028\u2029]/u);
        expect(subject.length).toBeLessThan(220);
        for (const words of [text, html ?? ""]) {
          expect(words.replaceAll("\n", "")).not.toMatch(/\p{Cc}|\p{Cf}|[\u2028\u2029]/u);
          expect(words.isWellFormed()).toBe(true);
        }
        for (const line of text.split("\n")) expect(line.length).toBeLessThan(900);
      }
    }),
    { numRuns: 150 },
  );
});

test("template syntax is shown, not run", () => {
  const title = "<%= 6 * 7 %> <% throw 1 %> ${6 * 7}";
  for (const channel of ["wa", "email"] as const) {
    const { text } = writer.writeStep(step({ complaint: complaint({ title }) }), channel);
    expect(text).toContain("<% throw 1 %>");
    expect(text).not.toContain("42");
  }
});

test("a secret complaint says nothing of what people typed", () => {
  fc.assert(
    fc.property(hostile, fc.constantFrom("wa", "email"), (words, channel) => {
      const said = { title: words, category: words, unitName: words, locationName: words, url: words };
      const write = (over: object) =>
        writer.writeStep(
          step({
            post: words,
            toldBefore: words,
            unreachable: words,
            complaint: complaint({ isSecret: true, ...over }),
          }),
          channel,
        );
      expect(write(said)).toEqual(write({}));
    }),
    { numRuns: 100 },
  );
});
