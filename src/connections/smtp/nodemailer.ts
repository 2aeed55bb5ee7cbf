import { createRequire } from "node:module";

// Loaded at the first use, so that a bot without SMTP never pays for it; the CommonJS build takes 7 MB less than the
// ES modules, and `composeMail` must not wait.
const load = createRequire(import.meta.url);

/** `require` looks for its file at each call, which costs more than writing the mail. */
function once<T>(name: string, pick: (loaded: unknown) => T): () => T {
  let picked: T | null = null;
  return () => (picked ??= pick(load(name)));
}

type Connection = typeof import("nodemailer/lib/smtp-connection");
type Dkim = typeof import("nodemailer/lib/dkim");

export const loadMimeWords = once(
  "nodemailer/lib/mime-funcs",
  (loaded) => loaded as typeof import("nodemailer/lib/mime-funcs"),
);
export const loadSmtpConnection = once(
  "nodemailer/lib/smtp-connection",
  (loaded) => (loaded as Connection).default,
);
export const loadDkimSigner = once("nodemailer/lib/dkim", (loaded) => (loaded as Dkim).default);
