import { describe, expect, test } from "vitest";
import type { ComplaintView } from "../../../src/messages/contract.ts";
import { channels, complaint, digest, step, writer } from "./views.ts";

const door = "https://www.lapor.go.id";
const many = (count: number, urlOf: (id: string) => string): Partial<ComplaintView>[] =>
  Array.from({ length: count }, (_, i) => String(9_100_001 + i)).map((id) => ({
    trackingId: id,
    url: urlOf(id),
  }));
const times = (text: string, part: string) => text.split(part).length - 1;

describe("a digest whose complaints share one link", () => {
  const view = digest([
    ...many(4, () => door),
    { trackingId: "9100009", isSecret: true, url: `${door}/judul` },
  ]);

  test.each(channels)("says it once, in %s", (channel) => {
    const { text, html } = writer.writeDigest(view, channel);
    expect(times(text, door)).toBe(1);
    expect(text.split("\n")).toContain(door);
    if (html === null) return;
    expect(times(html, "href=")).toBe(1);
    expect(html).toMatch(/<a href="https:\/\/www\.lapor\.go\.id"[^>]*>Buka LAPOR!<\/a>/u);
  });
});

describe("a digest whose complaints have a page each", () => {
  const view = digest(many(3, (id) => `${door}/pengaduan/${id}`));

  test("the mail links each, and the chat, where a line must stay short, names the site once", () => {
    const { text, html } = writer.writeDigest(view, "email");
    for (const id of ["9100001", "9100002", "9100003"]) {
      expect(text).toContain(`  ${door}/pengaduan/${id}\n`);
      expect(html).toMatch(new RegExp(`<a href="${door}/pengaduan/${id}"[^>]*>${id}</a>`, "u"));
    }
    expect(html).not.toContain("Buka LAPOR!");
    expect(writer.writeDigest(view, "wa").text.match(/https:.*/gu)).toEqual([door]);
  });
});

test.each(channels)("of secret complaints only, a digest has no link, in %s", (channel) => {
  const view = digest([{ isSecret: true, url: `${door}/judul-rahasia` }]);
  const { text, html } = writer.writeDigest(view, channel);
  expect(`${text}${html ?? ""}`).not.toMatch(/https|href/u);
  expect(text).toMatch(/buka LAPOR!/iu);
});

test("the button of a mail opens what it names", () => {
  const { html } = writer.writeStep(step({ complaint: complaint({ url: door }) }), "email");
  expect(html).toMatch(/<a href="https:\/\/www\.lapor\.go\.id"[^>]*>Buka LAPOR!<\/a>/u);
});
