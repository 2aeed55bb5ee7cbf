import { expect, test } from "vitest";
import { readTags } from "./html.ts";
import { alarm, channels, writer } from "./views.ts";

function causes(count: number) {
  return Array.from({ length: count }, (_, i) => ({
    text: `Hal nomor ${i + 1}.`,
    since: "Sen, 23 Nov 2026, 08.00 WITA",
  }));
}

test.each([
  [1, [], "[SIAGA] Hal nomor 1"],
  [1, ["WhatsApp tersambung lagi"], "[SIAGA] 1 hal perlu diperbaiki"],
  [4, ["WhatsApp tersambung lagi"], "[SIAGA] 4 hal perlu diperbaiki"],
  [0, ["WhatsApp tersambung lagi. Baik."], "[SIAGA] Sudah teratasi: WhatsApp tersambung lagi"],
  [0, ["WhatsApp tersambung lagi", "Email juga"], "[SIAGA] 2 hal sudah teratasi"],
])("%i causes, %j mended: %s", (count, cleared, subject) => {
  for (const channel of channels) {
    const content = writer.writeAlarm(alarm({ causes: causes(count), cleared }), channel);
    expect(content.subject).toBe(subject);
    expect(content.thread).toBeNull();
    const body = content.html?.replace(/<title>.*<\/title>/u, "");
    for (const words of [content.text, ...(body === undefined ? [] : [body])]) {
      expect(words.match(/Hal nomor/gu) ?? []).toHaveLength(count);
      expect(words.includes("sejak Sen, 23 Nov 2026, 08.00 WITA")).toBe(count > 0);
      expect(words.includes("siaga periksa")).toBe(count > 0);
      expect(words.includes("Sudah teratasi")).toBe(cleared.length > 0);
      expect(words).toContain("Bapak/Ibu Rina");
      expect(words).not.toMatch(/undefined|null|NaN|\[object|\n{3}/u);
    }
    if (content.html !== null) expect(readTags(content.html)).toContain("/html");
  }
});

test("on WhatsApp long lists are cut, in a mail they are whole", () => {
  const view = alarm({
    causes: causes(20),
    cleared: causes(17).map(({ text }) => text.replace("Hal", "Beres")),
  });
  const { text } = writer.writeAlarm(view, "wa");
  expect(text.match(/Hal nomor/gu)).toHaveLength(15);
  expect(text.match(/Beres nomor/gu)).toHaveLength(15);
  expect(text.match(/^dan \d+ hal lainnya\.$/gmu)).toEqual(["dan 5 hal lainnya.", "dan 2 hal lainnya."]);
  const mail = writer.writeAlarm(view, "email");
  expect(mail.text.match(/Hal nomor/gu)).toHaveLength(20);
  expect(mail.html?.match(/Beres nomor/gu)).toHaveLength(17);
});

test("a command in a cause stays as it must be typed", () => {
  const command = 'siaga opd ubah dinas_x --alias "Dinas X"';
  for (const channel of channels)
    expect(
      writer.writeAlarm(alarm({ causes: [{ text: `Petakan: ${command}.`, since: "hari ini" }] }), channel)
        .text,
    ).toContain(command);
});
