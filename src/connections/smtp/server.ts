import { isIPv4 } from "node:net";
import { UserError } from "../../user-error.ts";

export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte (smtps://), `starttls` before anything else is said, `none` only on this machine. */
  readonly security: "tls" | "starttls" | "none";
  readonly login: { readonly user: string; readonly pass: string } | null;
}

const example = "Contoh: smtps://pengguna:sandi@mail.contoh.go.id:465";

/**
 * Reads SIAGA_SMTP: smtps:// for TLS at once, smtp:// for STARTTLS. Plain text is spoken only to a loopback host, and not
 * even there when a certificate authority of one's own is given. Throws UserError; its sentence never shows the password.
 */
export function parseSmtpUrl(text: string, hasOwnAuthority: boolean): MailServer {
  const url = URL.parse(text);
  if (!url || !["smtp:", "smtps:"].includes(url.protocol) || url.hostname === "")
    throw new UserError(
      `SIAGA_SMTP bukan alamat server email yang sah. ${example} (tanda khusus dalam sandi ditulis dengan persen, misalnya %40 untuk @).`,
    );
  // nodemailer would take options from here, such as one that switches the checking of certificates off
  if (url.search !== "" || url.hash !== "" || !["", "/"].includes(url.pathname))
    throw new UserError(
      `SIAGA_SMTP memuat tambahan di belakang nama server. Hapus tambahan itu (dalam sandi, tulis ? # / sebagai %3F %23 %2F). ${example}`,
    );
  const host = url.hostname.replace(/^\[(.*)\]$/u, "$1");
  const isImplicit = url.protocol === "smtps:";
  const port = url.port === "" ? (isImplicit ? 465 : 587) : Number(url.port);
  if (port === 465 && !isImplicit)
    throw new UserError(
      "SIAGA_SMTP memakai smtp:// dengan port 465. Port itu TLS sejak awal: tulis smtps://, atau pakai port 587.",
    );
  const mayBePlain = isLoopback(host) && !hasOwnAuthority;
  return {
    host,
    port,
    security: isImplicit ? "tls" : mayBePlain ? "none" : "starttls",
    login: readLogin(url),
  };
}

function isLoopback(host: string): boolean {
  return host.toLowerCase() === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."));
}

function readLogin(url: URL): MailServer["login"] {
  if (url.username === "" && url.password === "") return null;
  const login = { user: decode(url.username), pass: decode(url.password) };
  if (login.user !== "" && login.pass !== "") return login;
  throw new UserError(
    `SIAGA_SMTP memuat pengguna tanpa sandi, atau sandi tanpa pengguna. Isi keduanya. ${example}`,
  );
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new UserError(
      "Pengguna atau sandi dalam SIAGA_SMTP memuat tanda persen yang tidak lengkap. Tulis % sebagai %25.",
    );
  }
}
