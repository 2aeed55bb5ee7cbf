import { createHash, createVerify, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEmailChannel } from "../../../src/channels/email/channel.ts";
import { readConfig } from "../../../src/config.ts";
import type { DkimSettings } from "../../../src/connections/smtp/dkim.ts";
import { openSmtp } from "../../../src/connections/smtp/smtp.ts";
import { type MailSink, openMailSink } from "../../support/mail-sink.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const content = {
  subject: "Laporan 9100001 – belum ditanggapi",
  text: "Yth. Bapak/Ibu,\n\nlaporan  9100001 menunggu. \n\n",
  html: "<p>Laporan 9100001 menunggu.</p>",
  thread: "9100001",
};

let folder: string;
let sink: MailSink;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "siaga-dkim-"));
  sink = await openMailSink();
  write("dkim.pem", privateKey.export({ type: "pkcs8", format: "pem" }));
});
afterEach(async () => {
  await sink.close();
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const open = (dkim: Partial<DkimSettings> = {}, from = "Siaga <siaga@contoh.go.id>") =>
  openSmtp({
    url: sink.url,
    from,
    dkim: { selector: "siaga", keyFile: join(folder, "dkim.pem"), ...dkim },
  });

/** RFC 6376 3.4: what a verifier makes of one header and of the body. */
const relaxHeader = (line: string): string =>
  `${line.slice(0, line.indexOf(":")).toLowerCase()}:${line
    .slice(line.indexOf(":") + 1)
    .replaceAll("\r\n", "")
    .replaceAll(/[ \t]+/gu, " ")
    .trim()}`;
const relaxBody = (body: string): string =>
  `${body
    .split("\r\n")
    .map((line) => line.replaceAll(/[ \t]+/gu, " ").trimEnd())
    .join("\r\n")
    .replace(/(\r\n)+$/u, "")}\r\n`;

/** Whether the signature of a mail holds, by the published key alone. */
function isSigned(raw: Buffer): boolean {
  const text = raw.toString("latin1");
  const end = text.indexOf("\r\n\r\n");
  const headers = text.slice(0, end).split(/\r\n(?![ \t])/u);
  const signature = headers.find((line) => /^dkim-signature:/iu.test(line)) ?? "";
  const tags = new Map(
    signature
      .slice(signature.indexOf(":") + 1)
      .replaceAll(/\s+/gu, "")
      .split(";")
      .map((tag) => [tag.slice(0, tag.indexOf("=")), tag.slice(tag.indexOf("=") + 1)] as const),
  );
  const bodyHash = createHash("sha256")
    .update(relaxBody(text.slice(end + 4)), "latin1")
    .digest("base64");
  const named = (tags.get("h") ?? "").split(":").map((name) => {
    const line = headers.findLast((each) => each.toLowerCase().startsWith(`${name.toLowerCase()}:`));
    return line === undefined ? "" : `${relaxHeader(line)}\r\n`;
  });
  const unsigned = relaxHeader(signature.replace(/(;\s*b=)[\s\S]*$/u, "$1"));
  const verifier = createVerify("RSA-SHA256").update(named.join("") + unsigned, "latin1");
  return (
    tags.get("d") === "contoh.go.id" &&
    tags.get("s") === "siaga" &&
    tags.get("bh") === bodyHash &&
    verifier.verify(publicKey, tags.get("b") ?? "", "base64")
  );
}

test("signed by the key of the sender's domain, and the same mail again is the same bytes", async () => {
  const smtp = open();
  expect(smtp.dkimRecord).toBe("siaga._domainkey.contoh.go.id");
  let now = 1_795_000_000;
  const channel = createEmailChannel({ smtp, clock: { now: () => now } });
  const wireId = channel.wireId("e1/1/0/h7/email");
  const bytes = channel.prepare(wireId, "budi@contoh.go.id", content);
  const envelope = { wireId, recipient: "budi@contoh.go.id", person: "Budi", content, bytes, attempt: 0 };
  for (let times = 0; times < 2; times++) {
    expect(await channel.send(envelope, now)).toEqual({ kind: "accepted" });
    now += 3600;
  }
  const [first, again] = sink.mails.map(({ raw }) => raw);
  expect(isSigned(first!)).toBe(true);
  expect(again?.equals(first!)).toBe(true);
  const forged = Buffer.from(
    first!.toString("latin1").replace("9100001 menunggu", "9100002 menunggu"),
    "latin1",
  );
  expect(isSigned(forged)).toBe(false);
  const retitled = Buffer.from(first!.toString("latin1").replace(/Subject: /u, "Subject: X"), "latin1");
  expect(isSigned(retitled)).toBe(false);
  smtp.close();
});

describe("a key that would not sign is refused at once", () => {
  const other = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });

  test.each<[string, () => Partial<DkimSettings>, string]>([
    ["absent", () => ({ keyFile: join(folder, "hilang.pem") }), "tidak dapat dibaca (ENOENT)"],
    ["no key", () => ({ keyFile: write("x.pem", "halo") }), "tidak memuat kunci RSA"],
    ["another kind of key", () => ({ keyFile: write("y.pem", other) }), "tidak memuat kunci RSA"],
    ["another domain", () => ({ domain: "lain.go.id" }), "bukan domain SIAGA_EMAIL_DARI"],
    ["a domain that only ends alike", () => ({ domain: "toh.go.id" }), "bukan domain SIAGA_EMAIL_DARI"],
    ["a selector that is none", () => ({ selector: "a; d=lain" }), "bukan nama DNS"],
  ])("%s", (_, changes, words) => {
    expect(() => open(changes())).toThrow(words);
  });

  test("the domain above the sender's may sign for it", () => {
    const smtp = open({ domain: "contoh.go.id" }, "siaga@surel.contoh.go.id");
    expect(smtp.dkimRecord).toBe("siaga._domainkey.contoh.go.id");
    smtp.close();
  });
});

test("selector and key are set together, or neither", () => {
  const mail = { SIAGA_SMTP: "smtp://127.0.0.1:25", SIAGA_EMAIL_DARI: "siaga@contoh.go.id" };
  expect(readConfig(mail).smtp?.dkim).toBeNull();
  expect(
    readConfig({ ...mail, SIAGA_DKIM_SELEKTOR: "siaga", SIAGA_DKIM_KUNCI: "/a/dkim.pem" }).smtp?.dkim,
  ).toEqual({
    domain: null,
    selector: "siaga",
    keyFile: "/a/dkim.pem",
  });
  for (const half of [
    { SIAGA_DKIM_SELEKTOR: "siaga" },
    { SIAGA_DKIM_KUNCI: "a.pem" },
    { SIAGA_DKIM_DOMAIN: "a.id" },
  ])
    expect(() => readConfig({ ...mail, ...half })).toThrow("harus terisi keduanya");
});

test("one list to filter by, and no button that would promise that one can unsubscribe", async () => {
  const smtp = open();
  const channel = createEmailChannel({ smtp, clock: { now: () => 1_795_000_000 } });
  const raw = Buffer.from(channel.prepare("<a@contoh.go.id>", "budi@contoh.go.id", content) ?? "");
  expect(raw.toString()).toMatch(/^List-ID: Siaga <siaga\.contoh\.go\.id>\r$/imu);
  expect(raw.toString()).not.toMatch(/^List-Unsubscribe/imu);
  smtp.close();
});
