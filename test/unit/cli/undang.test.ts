import { readFileSync, statSync } from "node:fs";
import { create } from "qrcode";
import { beforeEach, describe, expect, test } from "vitest";
import { drawQr, qrPng, qrSvg } from "../../../src/cli/shared/qr.ts";
import { redeemInvite } from "../../../src/people/store.ts";
import { auditRows, book, done, importSmall, path, siaga, useFolder } from "./siaga.ts";
import { dotsOfPng } from "./png-dots.ts";

useFolder();
beforeEach(() => importSmall());

function linkBot(): void {
  const creds = JSON.stringify({ me: { id: "628115000001:7@s.whatsapp.net" }, account: {} });
  book((sql) => sql.prepare("insert into waAuth values ('creds', 'creds', ?)").run(creds));
}

const redeem = (code: string, number: string) =>
  book((sql) => redeemInvite(sql, code, { number, now: Math.floor(Date.now() / 1000), today: "2026-11-23" }))
    .kind;

/** The dark modules of a picture of block characters: two rows a line, within a white frame of two modules. */
function dotsOfDrawing(drawn: string): string[] {
  const [, ...lines] = drawn.trimEnd().split("\n");
  return lines.flatMap((line, y) =>
    line
      .split("")
      .flatMap((block, x) => [
        ...(block === " " || block === "▄" ? [`${x - 2},${2 * y}`] : []),
        ...(block === " " || block === "▀" ? [`${x - 2},${2 * y + 1}`] : []),
      ]),
  );
}

/** Each row is a move to its first dark module, then lines and gaps: "M4 4.5h7m2 0h2". */
function dotsOfSvg(svg: string): string[] {
  const path = /stroke="#000000" d="([^"]+)"/u.exec(svg)?.[1] ?? "";
  return path.split("M").flatMap((row) => {
    const [x = 0, y = 0] = row.split(/[ hm]/u).map(Number);
    let at = x - 4;
    return [...row.matchAll(/([hm])(\d+)/gu)].flatMap(([, what, length]) => {
      const from = at;
      at += Number(length);
      return what === "m" ? [] : Array.from({ length: at - from }, (_, i) => `${from + i},${y - 4.5}`);
    });
  });
}

test("a code drawn, printed and painted is the same code, and that code is the link", async () => {
  const link = "https://wa.me/628115000001?text=DAFTAR%20ABCD1234";
  const { modules } = create(link);
  const dark = Array.from({ length: modules.size ** 2 }, (_, i) => i).filter((i) => modules.data[i]);
  const wanted = dark.map((i) => `${i % modules.size},${Math.floor(i / modules.size)}`).toSorted();
  const drawn = dotsOfDrawing(drawQr(link)).filter((dot) => Number(dot.split(",")[1]) < modules.size);
  expect(drawn.toSorted()).toEqual(wanted);
  expect(dotsOfSvg(qrSvg(link)).toSorted()).toEqual(wanted);
  expect(dotsOfPng(await qrPng(link)).toSorted()).toEqual(wanted);
  expect(wanted.length).toBeGreaterThan(200);
});

test("on a terminal a code has its own black and white, whatever the colours there", () => {
  const lines = drawQr("DAFTAR", true).trimEnd().split("\n");
  for (const line of lines)
    expect([line.slice(0, 8), line.slice(8, -4).replace(/[ █▀▄]+/u, ""), line.slice(-4)]).toEqual([
      "\u001B[97;40m",
      "",
      "\u001B[0m",
    ]);
});

describe("one official", () => {
  test("the link as a code to scan, once the bot has a number; a second code ends the first", async () => {
    expect(await done("kontak", "undang", "Joko")).not.toContain("█");
    linkBot();
    const out = await done("kontak", "undang", "Joko");
    expect(out).toContain("Kode sebelumnya tidak berlaku lagi.");
    const [link = ""] = /https:\S+/u.exec(out) ?? [];
    expect(out).toContain(drawQr(link));
    const code = /DAFTAR (\w{8})/u.exec(out)?.[1] ?? "";
    await done("kontak", "undang", "Joko");
    expect(redeem(code, "+6281200000077")).toBe("unknown");
  });

  test("who is to be invited must be said", async () => {
    expect(await siaga("kontak", "undang")).toMatchObject({
      code: 1,
      err: expect.stringContaining("--cetak undangan.html"),
    });
  });
});

describe("--cetak", () => {
  test("a page for each office, with code, link and picture for each who has yet to register", async () => {
    linkBot();
    await done(
      "kontak",
      "tambah",
      "dinkes",
      "kepala",
      "Siti <b>& Rina</b>",
      "--email",
      "siti@contoh.example",
    );
    await done("kontak", "tambah", "dinkes", "kepala", "Dulu", "--sampai", "2020-01-01");
    book((sql) =>
      sql.exec("insert into addresses (channel, address, registeredAt) values ('wa', '+6281200000051', 5)"),
    );
    const out = await done("kontak", "undang", "--cetak", path("undangan.html"), "--oleh", "Nurul");
    expect(out).toContain("2 undangan, satu halaman untuk tiap OPD (2).");
    expect(statSync(path("undangan.html")).mode & 0o777).toBe(0o600);
    const html = readFileSync(path("undangan.html"), "utf8");
    const pages = html.split("<section>").slice(1);
    expect(pages.map((page) => /<h1>.*<br>(.*)<\/h1>/u.exec(page)?.[1])).toEqual([
      "Pemerintah Kabupaten Contoh",
      "Dinas Kesehatan",
    ]);
    expect(html).toContain("Siti &lt;b&gt;&amp; Rina&lt;/b&gt;");
    for (const absent of ["Joko", "Dulu", "<script", "<b>"]) expect(html).not.toContain(absent);
    const codes = [...html.matchAll(/DAFTAR (\w{8})</gu)].map(([, code]) => code ?? "");
    expect(codes).toHaveLength(2);
    for (const code of codes)
      expect(html).toContain(qrSvg(`https://wa.me/628115000001?text=DAFTAR%20${code}`));
    expect(codes.map((code) => redeem(code, `+62812${code.length}0000001`))).toEqual([
      "registered",
      "registered",
    ]);
    expect(codes.map((code) => redeem(code, "+6281200000099"))).toEqual(["used", "used"]);
    expect(auditRows().filter(({ action, by }) => action === "kontak.undang" && by === "Nurul")).toHaveLength(
      2,
    );
    for (const code of codes) expect(JSON.stringify(auditRows())).not.toContain(code);
  });

  test("one person with one number gets one code for all posts, and each slip says number and end by itself", async () => {
    linkBot();
    await done("kontak", "tambah", "pemda", "kominfo", "joko", "--wa", "0812-0000-0051");
    await done("kontak", "tambah", "dinkes", "kepala", "Rina", "--wa", "0812-0000-0051");
    const out = await done("kontak", "undang", "--cetak", path("a.html"));
    expect(out).toContain("3 undangan");
    const slips = readFileSync(path("a.html"), "utf8").split("<article>").slice(1);
    expect(slips.filter((slip) => /<h2>joko/iu.test(slip))).toHaveLength(1);
    expect(slips.find((slip) => /<h2>joko/iu.test(slip))).toMatch(
      /Admin Dinas Kesehatan<br>Admin Kominfo|Admin Kominfo<br>Admin Dinas Kesehatan/u,
    );
    for (const slip of slips) expect(slip).toMatch(/\+62 811 5000 001[^]*sampai .* WITA/u);
  });

  test("one office only", async () => {
    linkBot();
    expect(await done("kontak", "undang", "--cetak", path("a.html"), "--opd", "dinkes")).toContain(
      "1 undangan",
    );
    expect(readFileSync(path("a.html"), "utf8")).toContain("Joko");
    expect(await siaga("kontak", "undang", "--cetak", path("b.html"), "--opd", "hilang")).toMatchObject({
      code: 1,
    });
  });

  test("refused: no number yet, a file that is there, nobody left; and then earlier codes still count", async () => {
    expect(await siaga("kontak", "undang", "--cetak", path("a.html"))).toMatchObject({
      code: 1,
      err: expect.stringContaining("siaga wa tautkan"),
    });
    linkBot();
    const { code } = JSON.parse(await done("kontak", "undang", "Joko", "--json")) as { code: string };
    await done("kontak", "undang", "--cetak", path("a.html"), "--opd", "pemda");
    const again = await siaga("kontak", "undang", "--cetak", path("a.html"));
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining("sudah ada") });
    expect(await siaga("kontak", "undang", "--cetak", path("hilang/a.html"))).toMatchObject({
      code: 1,
      err: expect.stringContaining("ENOENT"),
    });
    expect(redeem(code, "+6281200000051")).toBe("registered");
    expect(await siaga("kontak", "undang", "--cetak", path("c.html"), "--opd", "dinkes")).toMatchObject({
      code: 1,
      err: expect.stringContaining("sudah terdaftar"),
    });
    expect(await siaga("kontak", "undang", "Joko", "--cetak", path("d.html"))).toMatchObject({ code: 1 });
  });
});
