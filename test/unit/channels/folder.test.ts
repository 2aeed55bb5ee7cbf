import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFolderChannel } from "../../../src/channels/folder/channel.ts";
import type { Channel, Envelope } from "../../../src/outbox/contract.ts";

const now = 1_795_000_000;
let home: string;
let folder: string;
let channel: Channel;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "siaga-folder-"));
  folder = join(home, "keluar");
  channel = createFolderChannel(folder);
});
afterEach(() => rmSync(home, { recursive: true }));

function envelopeOf(parts: Partial<Envelope & { key: string }> = {}): Envelope {
  const { key = "e12/1/0/h7/wa", ...rest } = parts;
  return {
    wireId: channel.wireId(key),
    recipient: "+6281234567890",
    person: "Budi Santoso",
    content: {
      subject: "Laporan 1234567",
      text: "Yth. Bapak Budi,\nsilakan.",
      html: null,
      thread: "1234567",
    },
    bytes: null,
    attempt: 0,
    ...rest,
  };
}

test("a WhatsApp message becomes one text file that says it was not sent", async () => {
  expect(await channel.send(envelopeOf(), now)).toEqual({ kind: "accepted" });
  const [name, ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  expect(name).toMatch(/^e12-1-0-h7-wa-[0-9a-f]{8}-wa-6281234567890\.txt$/u);
  expect(readFileSync(join(folder, name!), "utf8")).toBe(
    [
      "UJI COBA – belum dikirim kepada siapa pun",
      "Kepada: Budi Santoso (+6281234567890)",
      "Lewat: WhatsApp",
      "Perihal: Laporan 1234567",
      "",
      "Yth. Bapak Budi,",
      "silakan.",
      "",
    ].join("\n"),
  );
});

test("an email keeps its HTML beside it, marked as well", async () => {
  const html = "<!doctype html><html><body class=x><p>Yth. Bapak Budi</p></body></html>";
  const content = { ...envelopeOf().content, html };
  const person = "Budi <script>";
  await channel.send(envelopeOf({ recipient: "budi@contoh.go.id", person, content }), now);
  const names = readdirSync(folder).sort();
  expect(names.map((name) => name.replace(/^.*-email-/u, ""))).toEqual([
    "budi-contoh-go-id.html",
    "budi-contoh-go-id.txt",
  ]);
  expect(readFileSync(join(folder, names[1]!), "utf8")).toContain("\nLewat: email\n");
  const page = readFileSync(join(folder, names[0]!), "utf8");
  expect(page).toMatch(/<body class=x><p [^>]*>UJI COBA – belum dikirim/u);
  expect(page).toContain("Budi &lt;script&gt;");
  expect(page).toContain("<p>Yth. Bapak Budi</p>");
});

test("the same message again is the same file again", async () => {
  await channel.send(envelopeOf(), now);
  const before = readdirSync(folder);
  await channel.send({ ...envelopeOf(), attempt: 1 }, now + 3600);
  expect(readdirSync(folder)).toEqual(before);
});

test("different messages never share a file, however alike their keys", async () => {
  for (const key of ["e1/2", "e12", "e1-2", "E1/2", "x".repeat(500), "x".repeat(501)])
    await channel.send(envelopeOf({ key }), now);
  expect(readdirSync(folder).length).toBe(6);
});

test("no name leaves the folder, and none is too long for a disk", async () => {
  const key = `../../${"x".repeat(400)}`;
  const recipient = `../../../etc/${"y".repeat(400)}@contoh.go.id`;
  expect(await channel.send(envelopeOf({ key, recipient }), now)).toEqual({ kind: "accepted" });
  expect(readdirSync(home)).toEqual(["keluar"]);
  const [name] = readdirSync(folder);
  expect(name!.length).toBeLessThan(200);
});

test("a name with line breaks does not write lines of its own", async () => {
  await channel.send(envelopeOf({ person: "Budi\nLewat: merpati" }), now);
  const [name] = readdirSync(folder);
  const lines = readFileSync(join(folder, name!), "utf8").split("\n");
  expect(lines.slice(1, 3)).toEqual(["Kepada: Budi Lewat: merpati (+6281234567890)", "Lewat: WhatsApp"]);
});

test("what a crash left half written is replaced, and nothing half written stays", async () => {
  await channel.send(envelopeOf(), now);
  const [name] = readdirSync(folder);
  rmSync(join(folder, name!));
  writeFileSync(join(folder, `.${name}.tmp`), "UJI CO");
  await channel.send(envelopeOf({ attempt: 1 }), now);
  expect(readdirSync(folder)).toEqual([name]);
});

test("a folder that is a file: the channel is down, in words", async () => {
  writeFileSync(folder, "");
  expect(await channel.send(envelopeOf(), now)).toEqual({
    kind: "unavailable",
    reason: `folder keluar ${folder} tidak dapat ditulis (bukan folder)`,
  });
});

test.skipIf(process.getuid?.() === 0)("a folder without permission: the channel is down", async () => {
  await channel.send(envelopeOf(), now);
  chmodSync(folder, 0o500);
  const outcome = await channel.send(envelopeOf({ key: "e13/1" }), now);
  chmodSync(folder, 0o700);
  expect(outcome).toEqual({
    kind: "unavailable",
    reason: `folder keluar ${folder} tidak dapat ditulis (tidak ada izin tulis)`,
  });
});

test.skipIf(!existsSync("/dev/full"))("a disk that takes nothing: the channel is down", async () => {
  // the draft is a link to the device that is always full
  const { symlinkSync } = await import("node:fs");
  await channel.send(envelopeOf(), now);
  const [name] = readdirSync(folder);
  symlinkSync("/dev/full", join(folder, `.${name}.tmp`));
  expect(await channel.send(envelopeOf({ attempt: 1 }), now)).toEqual({
    kind: "unavailable",
    reason: `folder keluar ${folder} tidak dapat ditulis (penyimpanan penuh)`,
  });
});
