/**
 * Where a delivery ended. `connect`, `tls`, `login` and `sender`: before any recipient was named, so the server or our
 * settings are at fault, not the message. `lost`: the line broke while one was under way, so it may have arrived.
 */
export type SmtpStage = "connect" | "tls" | "login" | "sender" | "recipient" | "message" | "lost";

/** What went wrong between us and the mail server. The message is a short Indonesian clause without addresses or passwords. */
export class SmtpFailure extends Error {
  override name = "SmtpFailure";
  readonly stage: SmtpStage;
  /** The SMTP reply code, such as 550; null when the server said nothing. */
  readonly code: number | null;

  constructor(cause: unknown) {
    const error = cause as MailError;
    const stage = stageOf(error);
    super(`${clauses[stage](error.responseCode ?? null)} (${detailOf(error)})`, { cause });
    this.stage = stage;
    this.code = error.responseCode ?? null;
  }
}

/** The fields that nodemailer and Node put on their errors. */
interface MailError extends Error {
  readonly code?: string;
  readonly originalCode?: string;
  readonly syscall?: string;
  readonly timeoutType?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
  /** It went wrong before any mail was begun (`Session.open`). */
  readonly isOpening?: boolean;
}

const clauses: Record<SmtpStage, (code: number | null) => string> = {
  connect: () => "server email tidak dapat dihubungi",
  tls: () => "sambungan aman (TLS) ke server email gagal",
  login: () => "server email menolak login",
  sender: () => "server email menolak alamat pengirim",
  recipient: (code) => (isRefusal(code) ? "alamat ditolak server email" : "server email menunda alamat ini"),
  message: (code) => (isRefusal(code) ? "pesan ditolak server email" : "server email menunda pesan ini"),
  lost: () => "sambungan ke server email terputus sebelum pesan dipastikan diterima",
};

/** 5yz is final (RFC 5321 4.2.1), but 503 speaks of the order of commands in this session, not of the message. */
export function isRefusal(code: number | null): boolean {
  return code !== null && code >= 500 && code !== 503;
}

const loginCodes = new Set([530, 534, 535, 538]);
const tlsCode = /^(?:ERR_TLS|ERR_SSL|EPROTO|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH)/u;

function stageOf(error: MailError): SmtpStage {
  const { code = "", command = "", responseCode = 0 } = error;
  if (code === "EAUTH" || loginCodes.has(responseCode)) return "login";
  if (code === "ETLS" || error.timeoutType === "UPGRADE_TIMEOUT") return "tls";
  if (tlsCode.test(error.originalCode ?? "")) return "tls";
  if (command === "MAIL FROM") return "sender";
  if (command === "RCPT TO") return "recipient";
  if (command === "DATA") return "message";
  return isLost(error) ? "lost" : "connect";
}

function isLost({ code = "", syscall = "", timeoutType = "", isOpening }: MailError): boolean {
  if (isOpening) return false;
  return (
    ["ECONNECTION", "EABORT"].includes(code) ||
    ["read", "write"].includes(syscall) ||
    timeoutType === "SOCKET_TIMEOUT"
  );
}

/** The codes alone: what servers write behind them may hold addresses. */
function detailOf(error: MailError): string {
  const reply = /^(?<code>\d{3})[ -](?<enhanced>[245]\.\d{1,3}\.\d{1,3})?/u.exec(
    error.response ?? "",
  )?.groups;
  if (reply) return [reply["code"], reply["enhanced"]].filter(Boolean).join(" ");
  return error.timeoutType ?? error.originalCode ?? error.code ?? "tanpa kode";
}
