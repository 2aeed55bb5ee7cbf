import { expect, test } from "vitest";
import { breakLinks, tameForMail, tameForWhatsApp, tameUrl } from "../../../src/messages/tame.ts";

test.each([
  ["  Jalan \t rusak\r\n\r\nparah ", "Jalan rusak parah"],
  ["a\u0000b\u001b[31m", "a b [31m"],
  ["\u202Eterbalik\u202C \u200Fkiri\u2066", "terbalik kiri"],
  ["a\u200B\uFEFFb\u00ADc", "abc"],
  ["\u2028baris\u2029lain", "baris lain"],
  ["\uD800rusak", "\uFFFDrusak"],
  ["*tebal* _miring_", "*tebal* _miring_"],
  ["", ""],
])("in a mail %j becomes %j", (text, tamed) => {
  expect(tameForMail(text)).toBe(tamed);
});

test.each([
  ["*PENTING* jalan", "PENTING jalan"],
  ["```kode``` ~coret~", "kode coret"],
  ["_miring_ a_b_c __x__", "miring a_b_c x"],
  ["2*3 siaga_db", "2 3 siaga_db"],
  ["*\u200B*\n_", ""],
])("on WhatsApp %j becomes %j", (text, tamed) => {
  expect(tameForWhatsApp(text)).toBe(tamed);
});

test("a long text is cut at the length, between code points, with an ellipsis", () => {
  expect(tameForMail("x".repeat(120))).toBe("x".repeat(120));
  expect(tameForMail("x".repeat(3000))).toBe(`${"x".repeat(119)}…`);
  expect(tameForMail("😀".repeat(10), 5)).toBe("😀😀😀😀…");
  expect(tameForMail("satu dua tiga", 6)).toBe("satu…");
});

test("a cut never leaves an underscore at the edge", () => {
  expect(tameForWhatsApp("abc_def", 5)).toBe("abc…");
});

test.each([
  ["lihat https://jahat.example/x", "lihat https: //jahat. example/x"],
  ["www.jahat.co.id", "www. jahat. co. id"],
  ["jahat\u200B.com", "jahat. com"],
  ["pukul 07.30, Rp.5.000, Jl. A. Yani", "pukul 07.30, Rp.5.000, Jl. A. Yani"],
])("%j can no longer be tapped: %j", (text, broken) => {
  expect(breakLinks(text)).toBe(broken);
});

test.each([
  ["https://www.lapor.go.id/pengaduan/9100001", "https://www.lapor.go.id/pengaduan/9100001"],
  ["http://127.0.0.1:8080/a_b*~?c=1&d", "http://127.0.0.1:8080/a%5Fb%2A%7E?c=1&d"],
  ["javascript:alert(1)", null],
  ["data:text/html,x", null],
  ['https://a.id/"onclick', null],
  ["https://a.id/<b>", null],
  ["https://a.id/a b", null],
  ["https://a.id/\u202E", null],
  ["https://a.id\nevil", null],
  [`https://a.id/${"x".repeat(300)}`, null],
  ["", null],
  [null, null],
])("the link %j is shown as %j", (url, shown) => {
  expect(tameUrl(url)).toBe(shown);
});
