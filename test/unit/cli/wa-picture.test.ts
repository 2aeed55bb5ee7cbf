import { readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { openPicture } from "../../../src/cli/wa/picture.ts";
import { file, path, siaga, useFolder } from "./siaga.ts";

useFolder();

describe("the picture of a QR code", () => {
  test("the newest code takes the place of the one before, whole, and nothing is left at the end", async () => {
    const picture = openPicture(path("qr.png"));
    await picture.show("the first");
    const first = { bytes: readFileSync(path("qr.png")), file: statSync(path("qr.png")).ino };
    await picture.show("the second");
    expect(readFileSync(path("qr.png")).equals(first.bytes)).toBe(false);
    expect(statSync(path("qr.png")).ino).not.toBe(first.file);
    expect(statSync(path("qr.png")).mode & 0o777).toBe(0o600);
    expect(readdirSync(path("."))).toEqual(["qr.png"]);
    picture.remove();
    expect(readdirSync(path("."))).toEqual([]);
  });

  test("a link that somebody laid where it is drafted gets nothing", async () => {
    const elsewhere = file("theirs", "theirs");
    symlinkSync(elsewhere, path(`.qr.png.${process.pid}`));
    const picture = openPicture(path("qr.png"));
    await picture.show("a code");
    expect(readFileSync(elsewhere, "utf8")).toBe("theirs");
    expect(statSync(path("qr.png")).mode & 0o777).toBe(0o600);
    picture.remove();
    expect(readdirSync(path("."))).toEqual(["theirs"]);
  });

  test("a code that was being painted when it ended does not come back", async () => {
    const picture = openPicture(path("qr.png"));
    const late = picture.show("late");
    picture.remove();
    await late;
    expect(readdirSync(path("."))).toEqual([]);
  });
});

describe("siaga wa tautkan --gambar refuses", () => {
  beforeEach(() => vi.stubEnv("SIAGA_WA", "baileys"));

  test.each([
    ["a file that is there", "ada.png", "sudah ada"],
    ["another kind of file", "qr.jpg", "berakhiran .png"],
    ["a folder that is not there", "hilang/qr.png", "tidak dapat ditulis"],
  ])("%s", async (_, name, why) => {
    file("ada.png", "a photograph");
    const { code, err } = await siaga("wa", "tautkan", "--gambar", path(name));
    expect([code, err]).toEqual([1, expect.stringContaining(why)]);
    expect(readFileSync(path("ada.png"), "utf8")).toBe("a photograph");
  });

  test("a picture of a code that is typed", async () => {
    const { code, err } = await siaga("wa", "tautkan", "--gambar", path("qr.png"), "--nomor", "081100000001");
    expect([code, err]).toEqual([1, expect.stringContaining("--nomor atau --gambar")]);
  });
});
