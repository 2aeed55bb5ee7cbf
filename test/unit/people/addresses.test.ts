import { expect, test } from "vitest";
import { normalizeEmail, normalizePhone } from "../../../src/people/addresses.ts";
import { UserError } from "../../../src/user-error.ts";

test.each([
  ["0812-3456-7890", "+6281234567890"],
  ["+62 812 3456 7890", "+6281234567890"],
  ["6281234567890", "+6281234567890"],
  ["62 812 3456 7890", "+6281234567890"],
  ["812 3456 7890", "+6281234567890"],
  ["(0812) 3456.7890", "+6281234567890"],
  [" 0812 3456 78 ", "+62812345678"],
  ["+6281200000001", "+6281200000001"],
  ["+60 12 345 6789", "+60123456789"],
])("%j is %s", (text, number) => {
  expect(normalizePhone(text)).toBe(number);
  expect(normalizePhone(number)).toBe(number);
});

test.each([
  ["0511-3365192", "ponsel"],
  ["021 5550123", "ponsel"],
  ["0800 1234567", "ponsel"],
  ["08123", "tidak dapat dibaca"],
  ["0812 3456 7890 / 0813 3456 7890", "tidak dapat dibaca"],
  ["08123456789012", "tidak dapat dibaca"],
  ["wa: 0812-3456-7890", "tidak dapat dibaca"],
  ["0812-3456-7890 ext. 12", "tidak dapat dibaca"],
  ["tidak ada", "tidak dapat dibaca"],
  ["", "tidak dapat dibaca"],
])("%j is refused and not repeated", (text, reason) => {
  const refused = () => normalizePhone(text);
  expect(refused).toThrow(UserError);
  expect(refused).toThrow(reason);
  expect(refused).not.toThrow(text === "" ? "nothing to repeat" : text);
});

test.each([
  ["Admin.Dinkes@Contoh.GO.ID ", "admin.dinkes@contoh.go.id"],
  ["a+b_c@mail-1.example.com", "a+b_c@mail-1.example.com"],
  ["o'neil@example.com", "o'neil@example.com"],
])("%j is %s", (text, address) => {
  expect(normalizeEmail(text)).toBe(address);
});

test.each([
  "",
  "admin",
  "admin@contoh",
  "admin@-contoh.go.id",
  "admin@contoh.go.id, lain@contoh.go.id",
  "Admin <admin@contoh.go.id>",
  "admin@contoh..go.id",
  "ad min@contoh.go.id",
  "admin@contoh.go.id\r\nBcc: x@example.com",
  `${"a".repeat(250)}@example.com`,
])("%j is no address", (text) => {
  expect(() => normalizeEmail(text)).toThrow(UserError);
});
