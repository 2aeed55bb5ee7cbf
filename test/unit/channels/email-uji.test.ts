import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { build } from "../../../src/cli/email.ts";
import { UserError } from "../../../src/user-error.ts";
import { type MailSink, openMailSink } from "../../support/mail-sink.ts";
import { createAuthority } from "../../support/tls/certificates.ts";

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
    `Server email: 127.0.0.1 port ${sink.port}`,
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
      "Gagal: server email menolak login (535 5.7.8). Periksa pengguna dan sandi pada SIAGA_SMTP.",
    );
    expect(printed).not.toContain("Login diterima");
    expect(printed).toContain("✓ Tersambung");
    expect(printed).not.toContain("Salah");
  });

  test("an unknown recipient", async () => {
    sink.fail({ at: "recipient", answer: "550 5.1.1 Tidak ada" });
    expect(await refusalOf("budi@contoh.go.id")).toBe(
      "Gagal: alamat ditolak server email (550 5.1.1). Periksa alamat tujuan.",
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
      reason: "server email tidak dapat dihubungi (ECONNREFUSED)",
    });
    sink = await openMailSink();
  });
});

describe("through TLS", () => {
  const authority = createAuthority();
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "siaga-uji-"));
    writeFileSync(join(folder, "ca.pem"), authority.cert);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function useServer(security: "tls" | "starttls"): Promise<void> {
    await sink.close();
    sink = await openMailSink({ login, security, certificate: authority.issue() });
    vi.stubEnv("SIAGA_SMTP", sink.url);
  }

  test.each([
    ["tls", "✓ Sertifikat sah, sambungan terenkripsi (TLS)"],
    ["starttls", "✓ Sertifikat sah, sambungan terenkripsi (STARTTLS)"],
  ] as const)("%s with the Pemda's own authority", async (security, words) => {
    await useServer(security);
    vi.stubEnv("SIAGA_SMTP_CA", join(folder, "ca.pem"));
    await run("budi@contoh.go.id");
    expect((await sink.nextMail()).isEncrypted).toBe(true);
    expect(printed.split("\n").slice(1, 4)).toEqual(["✓ Tersambung", words, "✓ Login diterima"]);
  });

  test("a certificate of nobody known: neither password nor mail is given away, and what to do is said", async () => {
    await useServer("tls");
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    const refusal = await refusalOf("budi@contoh.go.id");
    expect(refusal).toMatch(/^Gagal: sambungan aman \(TLS\) ke server email gagal /u);
    expect(refusal).toContain("isi SIAGA_SMTP_CA dengan berkas CA server itu");
    expect(printed).not.toContain("Sertifikat sah");
    expect(sink.mails).toEqual([]);
  });
});

test("where the key must stand in DNS is said when mails are signed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "siaga-uji-"));
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  writeFileSync(join(folder, "dkim.pem"), privateKey.export({ type: "pkcs8", format: "pem" }));
  vi.stubEnv("SIAGA_DKIM_SELEKTOR", "siaga");
  vi.stubEnv("SIAGA_DKIM_KUNCI", join(folder, "dkim.pem"));
  await run("budi@contoh.go.id");
  expect((await sink.nextMail()).raw.toString("latin1")).toMatch(/^DKIM-Signature: /mu);
  expect(printed).toContain("kunci umumnya harus ada di DNS: siaga._domainkey.contoh.go.id");
  rmSync(folder, { recursive: true });
});

test("nothing is set up", async () => {
  vi.stubEnv("SIAGA_SMTP", "");
  expect(await refusalOf("budi@contoh.go.id")).toContain("Email belum diatur");
});

test("what is no address is not tried", async () => {
  expect(await refusalOf("budi")).toContain('"budi" bukan alamat email');
  expect(sink.connections).toBe(0);
});
