import { resolve } from "node:path";
import { z } from "zod";
import { withSecretFiles } from "./config/secret-files.ts";
import { databasePath, home } from "./paths.ts";
import { UserError } from "./user-error.ts";

interface SmtpConfig {
  readonly url: string;
  readonly from: string;
  /** A certificate authority of the Pemda's own; checking itself can never be switched off. */
  readonly caFile: string | null;
  readonly dkim: {
    readonly domain: string | null;
    readonly selector: string;
    readonly keyFile: string;
  } | null;
}

/** What opens the API of LAPOR!: the values of its two headers. Their names are settings in the book. */
export interface LaporSecrets {
  /** Of the bearer header, "Bearer " included. */
  readonly auth: string | null;
  readonly token: string | null;
}

/** Where other programs may send complaints, and what they sign them with. */
export interface WebhookConfig {
  readonly host: string;
  readonly port: number;
  /** The one in use, and while it is being replaced also the one before. */
  readonly secrets: readonly string[];
}

export interface Config {
  readonly dbPath: string;
  /** Where exports are dropped. */
  readonly inFolder: string;
  /** Where the folder channel writes. */
  readonly outFolder: string;
  /** Where mails to the sender's address arrive, one a file; null: nobody fetches them. */
  readonly bounceFolder: string | null;
  readonly wa: { readonly url: string | null; readonly version: string | null } | null;
  readonly smtp: SmtpConfig | null;
  readonly lapor: LaporSecrets | null;
  readonly webhook: WebhookConfig | null;
  readonly logLevel: "debug" | "info" | "warn" | "error";
}

const path = z
  .string()
  .trim()
  .min(1, "kosong. Isi dengan jalur folder, atau hapus barisnya")
  .transform((value) => resolve(home, value));

/** "127.0.0.1:8090", "[::1]:8090" */
const listenAddress =
  /^(?:\[([0-9a-f:.]+)\]|([\w.-]+)):(\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$/iu;

const headerValue = z
  .string()
  .trim()
  .regex(/^[\u0020-\u007e]+$/u, "memuat tanda yang tidak boleh ada dalam token; salin ulang tokennya")
  .optional();

const environment = z.object({
  SIAGA_FOLDER_MASUK: path.default(resolve(home, "data/masuk")),
  SIAGA_FOLDER_KELUAR: path.default(resolve(home, "data/keluar")),
  SIAGA_FOLDER_BOUNCE: path.optional(),
  SIAGA_WA: z.enum(["mati", "baileys"], { error: "harus mati atau baileys" }).default("mati"),
  SIAGA_WA_URL: z
    .string()
    .refine(isSafeWaUrl, "harus wss://….whatsapp.com, atau ws:// ke 127.0.0.1")
    .optional(),
  SIAGA_WA_VERSI: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/u, "harus tiga angka bertitik, misalnya 2.3000.1034567890")
    .optional(),
  SIAGA_SMTP: z
    .string()
    .refine(isSmtpUrl, "harus alamat SMTP, misalnya smtps://pengguna:sandi@surel.contoh.go.id:465")
    .optional(),
  SIAGA_SMTP_CA: path.optional(),
  SIAGA_EMAIL_DARI: z
    .string()
    .regex(/@/u, 'harus alamat email pengirim, misalnya "Siaga Kab. Contoh <siaga@contoh.go.id>"')
    .optional(),
  SIAGA_DKIM_DOMAIN: z.string().trim().optional(),
  SIAGA_DKIM_SELEKTOR: z.string().trim().optional(),
  SIAGA_DKIM_KUNCI: path.optional(),
  SIAGA_LAPOR_AUTH: headerValue,
  SIAGA_LAPOR_TOKEN: headerValue,
  SIAGA_HTTP: z
    .string()
    .trim()
    .regex(listenAddress, "harus alamat dan port, misalnya 127.0.0.1:8090")
    .optional(),
  SIAGA_WEBHOOK_RAHASIA: z
    .string()
    .transform((text) => text.trim().split(/\s+/u))
    .refine(
      (secrets) => secrets.length <= 2 && secrets.every((secret) => /^[!-~]{32,200}$/u.test(secret)),
      "harus satu rahasia, atau dua selama diganti, dipisah spasi atau baris; masing-masing paling sedikit 32 huruf. Buat: openssl rand -hex 32",
    )
    .optional(),
  SIAGA_LOG: z
    .enum(["debug", "info", "warn", "error"], { error: "harus debug, info, warn, atau error" })
    .default("info"),
});

/** Typed settings of SIAGA_* variables. Throws UserError naming the variable, what is wrong and what to write. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = environment.safeParse(withSecretFiles(env));
  if (!parsed.success) throw new UserError(parsed.error.issues.map(describeIssue).join("\n"));
  const set = parsed.data;
  return {
    dbPath: databasePath(env),
    inFolder: set.SIAGA_FOLDER_MASUK,
    outFolder: set.SIAGA_FOLDER_KELUAR,
    bounceFolder: set.SIAGA_FOLDER_BOUNCE ?? null,
    wa:
      set.SIAGA_WA === "mati" ? null : { url: set.SIAGA_WA_URL ?? null, version: set.SIAGA_WA_VERSI ?? null },
    smtp: readSmtp(set),
    lapor: readLapor(set),
    webhook: readWebhook(set),
    logLevel: set.SIAGA_LOG,
  };
}

function readSmtp(set: z.infer<typeof environment>): SmtpConfig | null {
  if (!set.SIAGA_SMTP) return null;
  if (!set.SIAGA_EMAIL_DARI)
    throw new UserError(
      "SIAGA_EMAIL_DARI belum diisi, padahal SIAGA_SMTP ada. Isi dengan alamat email pengirim.",
    );
  return {
    url: set.SIAGA_SMTP,
    from: set.SIAGA_EMAIL_DARI,
    caFile: set.SIAGA_SMTP_CA ?? null,
    dkim: readDkim(set),
  };
}

function readDkim(set: z.infer<typeof environment>): SmtpConfig["dkim"] {
  const { SIAGA_DKIM_DOMAIN: domain = null, SIAGA_DKIM_SELEKTOR: selector, SIAGA_DKIM_KUNCI: keyFile } = set;
  if (selector && keyFile) return { domain, selector, keyFile };
  if (!selector && !keyFile && domain === null) return null;
  throw new UserError(
    "SIAGA_DKIM_SELEKTOR dan SIAGA_DKIM_KUNCI harus terisi keduanya agar email ditandatangani. Isi yang kurang, atau hapus keduanya.",
  );
}

/** "Bearer " may be left out. */
function readLapor({ SIAGA_LAPOR_AUTH: auth, SIAGA_LAPOR_TOKEN: token }: z.infer<typeof environment>) {
  if (!auth && !token) return null;
  const bearer = auth && !auth.includes(" ") ? `Bearer ${auth}` : auth;
  return { auth: bearer ?? null, token: token ?? null };
}

function readWebhook({
  SIAGA_HTTP: address,
  SIAGA_WEBHOOK_RAHASIA: secrets,
}: z.infer<typeof environment>): WebhookConfig | null {
  if (!address) return null;
  if (!secrets)
    throw new UserError(
      "SIAGA_WEBHOOK_RAHASIA belum diisi, padahal SIAGA_HTTP ada. Buat dengan openssl rand -hex 32, atau hapus SIAGA_HTTP.",
    );
  const [, bracketed, plain, port] = listenAddress.exec(address) ?? [];
  return { host: bracketed ?? plain ?? "", port: Number(port), secrets };
}

function describeIssue(issue: z.core.$ZodIssue): string {
  return `${String(issue.path[0])} ${issue.message}. Perbaiki di .env atau lingkungan layanan.`;
}

function isSmtpUrl(text: string): boolean {
  return URL.canParse(text) && ["smtp:", "smtps:"].includes(new URL(text).protocol);
}

/** Baileys trusts nothing but the connection: plain ws only to this very machine. */
function isSafeWaUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  if (protocol === "ws:") return hostname === "127.0.0.1" || hostname === "localhost";
  return protocol === "wss:" && hostname.endsWith(".whatsapp.com");
}
