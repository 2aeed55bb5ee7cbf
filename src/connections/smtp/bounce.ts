import { readHeaders, readPart, readParts } from "./mime.ts";

/** A mail server's word that a mail did not reach somebody (RFC 3464). */
export interface Bounce {
  /** Of the mail that came back, with its angle brackets. */
  readonly messageId: string;
  /** Lower case: whom it was for at last, and at first, where it was sent on. */
  readonly recipients: readonly string[];
  /** RFC 3463, such as "5.1.1". */
  readonly status: string;
}

/** What a mail says about mails that will never arrive; empty for every other mail, also for one that is merely late. */
export function readBounces(raw: Buffer): Bounce[] {
  const mail = raw.toString("latin1");
  const parts = readParts(mail);
  const report = parts.find(({ type }) => reports.has(type));
  const returned = parts.find(({ type }) => type === "message/rfc822" || type === "message/global");
  const headers = parts.find(
    ({ type }) => type === "text/rfc822-headers" || type === "message/global-headers",
  );
  const messageId =
    idIn(returned && readPart(returned.body).headers.get("message-id")) ??
    idIn(headers && readHeaders(headers.body).get("message-id")) ??
    idIn(readPart(mail).headers.get("in-reply-to"));
  if (!report || messageId === null) return [];
  return report.body
    .split(/\r?\n[ \t]*\r?\n/u)
    .map(readHeaders)
    .filter((fields) => fields.get("action")?.toLowerCase() === "failed")
    .map((fields) => ({
      messageId,
      recipients: ["final-recipient", "original-recipient"].flatMap((name) => addressIn(fields.get(name))),
      status: /^[245]\.\d{1,3}\.\d{1,3}/u.exec(fields.get("status") ?? "")?.[0] ?? "5.0.0",
    }));
}

const reports: ReadonlySet<string> = new Set(["message/delivery-status", "message/global-delivery-status"]);

function idIn(text: string | undefined): string | null {
  return /<[^<>\s]+>/u.exec(text ?? "")?.[0] ?? null;
}

/** "rfc822; Budi@Contoh.go.id" */
function addressIn(field: string | undefined): string[] {
  const address = /^[^;]*;\s*<?([^<>\s]+@[^<>\s]+?)>?\s*$/u.exec(field ?? "")?.[1];
  return address ? [address.toLowerCase()] : [];
}

/**
 * Whether the address itself is to blame, rather than our text, our server's good name or a line in between: subjects 1
 * (addressing) and 2 (mailbox) of RFC 3463, but not a mailbox that is only full.
 */
export function isAddressAtFault({ status }: Bounce): boolean {
  return /^5\.[12]\./u.test(status) && status !== "5.2.2";
}
