import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { build } from "../../../src/cli/email.ts";
import { UserError } from "../../../src/user-error.ts";
import { type MailSink, openMailSink } from "../../support/mail-sink.ts";

const login = { user: "siaga", pass: "S4ndi-rahasia" };
let sink: MailSink;
let printed: string;

beforeEach(async () => {
  sink = await openMailSink({ login });
  printed = "";
  vi.stubEnv("SIAGA_SMTP", sink.url);
  vi.stubEnv("SIAGA_EMAIL_DARI", "Siaga Pemkab Contoh <siaga@contoh.go.id>");
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await sink.close();
});

const run = (...words: string[]): Promise<unknown> => build().parseAsync(["uji", ...words], { from: "user" });

async function refusalOf(...words: string[]): Promise<string> {
  const error = await run(...words).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message;
}

test("one mail goes out, and each step is told", async () => {
  await run("budi@contoh.go.id");
  const { to, user, email } = await sink.nextMail();
  expect([to, user, email.subject]).toEqual(["budi@contoh.go.id", "siaga", "Uji email Siaga"]);
  expect(printed.split("\n")).toEqual([
    `Server surat: 127.0.0.1 port ${sink.port}`,
    "✓ Tersambung",
    "✓ Tanpa enkripsi, karena server ada di mesin ini sendiri",
    "✓ Login diterima",
    expect.stringMatching(/^✓ Pesan diterima server: 250 /u),
    "Periksa kotak masuk alamat itu, juga folder spam.",
    "",
  ]);
  expect(sink.mails.length).toBe(1);
});

describe("where it stops", () => {
  test("a wrong password", async () => {
    vi.stubEnv("SIAGA_SMTP", sink.url.replace("S4ndi", "Salah"));
    expect(await refusalOf("budi@contoh.go.id")).toBe(
      "Gagal: server surat menolak login (535 5.7.8). Periksa pengguna dan sandi pada SIAGA_SMTP.",
    );
    expect(printed).not.toContain("Login diterima");
    expect(printed).toContain("✓ Tersambung");
    expect(printed).not.toContain("Salah");
  });

  test("an unknown recipient", async () => {
    sink.fail({ at: "recipient", answer: "550 5.1.1 Tidak ada" });
    expect(await refusalOf("budi@contoh.go.id")).toBe(
      "Gagal: alamat ditolak server surat (550 5.1.1). Periksa alamat tujuan.",
    );
    expect(printed).toContain("✓ Login diterima");
  });

  test("no server, as JSON", async () => {
    await sink.close();
    await refusalOf("budi@contoh.go.id", "--json");
    expect(JSON.parse(printed)).toEqual({
      host: "127.0.0.1",
      port: sink.port,
      dkim: null,
      security: "none",
      hasLogin: true,
      accepted: false,
      stage: "connect",
      code: null,
      reason: "server surat tidak dapat dihubungi (ECONNREFUSED)",
    });
    sink = await openMailSink();
  });
});

test("nothing is set up", async () => {
  vi.stubEnv("SIAGA_SMTP", "");
  expect(await refusalOf("budi@contoh.go.id")).toContain("Email belum diatur");
});

test("what is no address is not tried", async () => {
  expect(await refusalOf("budi")).toContain('"budi" bukan alamat email');
  expect(sink.connections).toBe(0);
});
