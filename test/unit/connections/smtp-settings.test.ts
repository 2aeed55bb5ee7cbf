import { describe, expect, test } from "vitest";
import { isMailAddress, parseMailbox } from "../../../src/connections/smtp/mailbox.ts";
import { parseSmtpUrl } from "../../../src/connections/smtp/server.ts";
import { UserError } from "../../../src/user-error.ts";

describe("SIAGA_SMTP", () => {
  test.each([
    ["smtps://mail.contoh.go.id", "mail.contoh.go.id", 465, "tls"],
    ["smtps://mail.contoh.go.id:8465", "mail.contoh.go.id", 8465, "tls"],
    ["smtp://mail.contoh.go.id", "mail.contoh.go.id", 587, "starttls"],
    ["smtp://mail.contoh.go.id:25/", "mail.contoh.go.id", 25, "starttls"],
    ["smtp://10.1.2.3", "10.1.2.3", 587, "starttls"],
    ["smtp://127.contoh.go.id", "127.contoh.go.id", 587, "starttls"],
    ["smtp://localhost.contoh.go.id", "localhost.contoh.go.id", 587, "starttls"],
    ["smtp://localhost:25", "localhost", 25, "none"],
    ["smtp://127.0.0.2:25", "127.0.0.2", 25, "none"],
    ["smtp://[::1]:25", "::1", 25, "none"],
    ["smtps://localhost", "localhost", 465, "tls"],
  ])("%s", (url, host, port, security) => {
    expect(parseSmtpUrl(url, false)).toEqual({ host, port, security, login: null });
  });

  test("with an authority of one's own even this machine must encrypt", () => {
    expect(parseSmtpUrl("smtp://localhost:25", true).security).toBe("starttls");
  });

  test("percent signs in user and password are undone", () => {
    const { login } = parseSmtpUrl("smtps://siaga%40contoh.go.id:a%3Fb%2Fc@mail.contoh.go.id", false);
    expect(login).toEqual({ user: "siaga@contoh.go.id", pass: "a?b/c" });
  });

  test.each([
    ["mail.contoh.go.id", "bukan alamat server email"],
    ["https://siaga:S4ndi@mail.contoh.go.id", "bukan alamat server email"],
    ["smtps://", "bukan alamat server email"],
    ["smtps://siaga:S4ndi@mail.contoh.go.id:99999", "bukan alamat server email"],
    ["smtps://siaga:S4ndi@mail.contoh.go.id?tls.rejectUnauthorized=false", "memuat tambahan"],
    ["smtp://siaga:S4ndi@mail.contoh.go.id/?ignoreTLS=true", "memuat tambahan"],
    ["smtps://siaga:12#S4ndi@mail.contoh.go.id", "memuat tambahan"],
    ["smtps://siaga:12/S4ndi@mail.contoh.go.id", "memuat tambahan"],
    ["smtp://siaga:S4ndi@mail.contoh.go.id:465", "smtps://"],
    ["smtps://S4ndi@mail.contoh.go.id", "pengguna tanpa sandi"],
    ["smtps://:S4ndi@mail.contoh.go.id", "sandi tanpa pengguna"],
    ["smtps://siaga:S4ndi%@mail.contoh.go.id", "%25"],
  ])("%s is refused in words that hold no password", (url, words) => {
    expect(() => parseSmtpUrl(url, false)).toThrow(UserError);
    expect(() => parseSmtpUrl(url, false)).toThrow(words);
    expect(() => parseSmtpUrl(url, false)).not.toThrow("S4ndi");
  });
});

describe("SIAGA_EMAIL_DARI", () => {
  test.each([
    ["siaga@contoh.go.id", "", "siaga@contoh.go.id"],
    ["Siaga Pemkab Contoh <siaga@contoh.go.id>", "Siaga Pemkab Contoh", "siaga@contoh.go.id"],
    ['"Siaga, Pemkab" <siaga@contoh.go.id>', "Siaga, Pemkab", "siaga@contoh.go.id"],
    [" <siaga@localhost> ", "", "siaga@localhost"],
  ])("%s", (text, name, address) => {
    expect(parseMailbox(text)).toEqual({ name, address });
  });

  test.each(["", "Siaga", "Siaga <>", "a@contoh.go.id, b@contoh.go.id", "Siaga <a@b> x", "a@b\r\nBcc: c@d"])(
    "%j is refused",
    (text) => expect(() => parseMailbox(text)).toThrow(UserError),
  );
});

test.each([
  ["budi@contoh.go.id", true],
  ["budi.santoso+opd@dinas-x.contoh.go.id", true],
  ["budi@contoh.go.id,ani@contoh.go.id", false],
  ["Budi <budi@contoh.go.id>", false],
  ["budi@contoh.go.id\r\nRCPT TO:<x@y>", false],
  ["budi@contoh.go.id>", false],
  ["budi", false],
  ["@contoh.go.id", false],
  ["budi@", false],
  ["búdi@contoh.go.id", false],
  [`${"a".repeat(250)}@b.id`, false],
])("%j is one mail address: %s", (text, is) => {
  expect(isMailAddress(text)).toBe(is);
});
