import * as fc from "fast-check";
import PostalMime from "postal-mime";
import { expect, test } from "vitest";
import { composeMail, type Mail } from "../../../src/connections/smtp/compose.ts";

const mail: Mail = {
  from: { name: "Siaga Pemkab Contoh", address: "siaga@contoh.go.id" },
  to: "budi@contoh.go.id",
  subject: "Laporan 1234567 – belum ditanggapi 3 hari kerja",
  text: "Yth. Bapak/Ibu,\n\nlaporan #1234567 menunggu.\n.\n.titik di awal baris\nSalam – Siaga\n",
  html: '<p>Laporan <a href="https://www.lapor.go.id/laporan/detil/1234567?a=1&amp;b=2">1234567</a> menunggu “tanggapan”.</p>\n',
  messageId: "<siaga-abc@contoh.go.id>",
  at: Date.UTC(2026, 10, 20, 7, 30) / 1000,
  headers: { "Auto-Submitted": "auto-generated", References: "<siaga-thread-1234567@contoh.go.id>" },
};

const lines = (raw: string): string[] => raw.split("\r\n");

test("text and HTML stand as alternatives of each other, and come out as they went in", async () => {
  const email = await PostalMime.parse(composeMail(mail));
  expect(email).toMatchObject({
    from: mail.from,
    to: [{ address: mail.to }],
    subject: mail.subject,
    messageId: mail.messageId,
    date: "2026-11-20T07:30:00.000Z",
    references: mail.headers["References"],
  });
  expect([email.text?.trimEnd(), email.html?.trimEnd()]).toEqual([mail.text.trimEnd(), mail.html?.trimEnd()]);
  const type = email.headers.find(({ key }) => key === "content-type")?.value;
  expect(type).toMatch(/^multipart\/alternative; boundary="?siaga-/u);
});

test("without HTML it is plain text alone", async () => {
  const raw = composeMail({ ...mail, html: null });
  const email = await PostalMime.parse(raw);
  expect([email.text, email.html]).toEqual([mail.text, undefined]);
  expect(lines(raw)).toContain("Content-Type: text/plain; charset=utf-8");
});

test("the same mail gives the same bytes", () => {
  expect(composeMail({ ...mail })).toEqual(composeMail({ ...mail }));
});

test("it is ASCII in short lines that end in CRLF, whatever the text holds", () => {
  const text = `${"Dinas Pekerjaan Umum é ".repeat(80)}\r${"x".repeat(3000)}\nselesai`;
  const raw = composeMail({ ...mail, text, subject: "Perihal é ".repeat(60) });
  expect(raw).toMatch(/^[\r\n -~]*$/u);
  expect(raw.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/u);
  expect(Math.max(...lines(raw).map((line) => line.length))).toBeLessThanOrEqual(78);
});

test("no field can grow into a second one", async () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.constantFrom(
      "a\r\nBcc: x@y.id",
      "a\nBcc: x@y.id\n\nisi",
      "a\rBcc: x@y.id",
      "=?utf-8?Q?a=0D=0ABcc:_x@y?=",
    ),
  );
  await fc.assert(
    fc.asyncProperty(anything, anything, anything, async (subject, name, text) => {
      const raw = composeMail({ ...mail, subject, text, html: text, from: { ...mail.from, name } });
      const email = await PostalMime.parse(raw);
      const names = email.headers.map(({ key }) => key).filter((key) => key !== "subject");
      expect(names.sort()).toEqual([
        "auto-submitted",
        "content-type",
        "date",
        "from",
        "message-id",
        "mime-version",
        "references",
        "to",
      ]);
      expect(email.from?.address).toBe(mail.from.address);
      expect(email.to?.map(({ address }) => address)).toEqual([mail.to]);
    }),
    { numRuns: 300 },
  );
});
