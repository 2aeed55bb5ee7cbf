import { createHash } from "node:crypto";
import type { Clock } from "../../clock.ts";
import { composeMail } from "../../connections/smtp/compose.ts";
import { SmtpFailure } from "../../connections/smtp/failure.ts";
import { domainOf, isMailAddress } from "../../connections/smtp/mailbox.ts";
import { maxConnections, type Smtp } from "../../connections/smtp/smtp.ts";
import type { Channel, Content, Envelope, Outcome } from "../../outbox/contract.ts";
import { outcomeOf } from "./outcome.ts";

interface EmailChannelParts {
  readonly smtp: Smtp;
  /** What the Date header of a message says: asked once, when its bytes are written. */
  readonly clock: Pick<Clock, "now">;
}

/** Emails, each written once and sent as the same bytes however often a crash repeats it. */
export function createEmailChannel({ smtp, clock }: EmailChannelParts): Channel {
  const domain = domainOf(smtp.sender);
  const compose = (wireId: string, recipient: string, content: Content): string =>
    composeMail({
      ...content,
      from: smtp.sender,
      to: recipient,
      messageId: wireId,
      at: clock.now(),
      headers: { ...threadHeaders(content.thread, domain), ...automaticHeaders, "List-Id": listId(domain) },
    });
  return {
    name: "email",
    concurrency: maxConnections,
    wireId: (key) => `<siaga-${shortHash(key)}@${domain}>`,
    prepare: compose,
    send: ({ wireId, recipient, content, bytes }: Envelope): Promise<Outcome> =>
      deliver(smtp, recipient, bytes ?? compose(wireId, recipient, content)),
  };
}

async function deliver(smtp: Smtp, to: string, raw: string): Promise<Outcome> {
  if (!isMailAddress(to)) return { kind: "permanent", reason: "alamat email tidak sah" };
  try {
    await smtp.send({ to, raw });
    return { kind: "accepted" };
  } catch (error) {
    if (error instanceof SmtpFailure) return outcomeOf(error);
    throw error;
  }
}

// RFC 3834: no out-of-office replies, please. The second one is Exchange's word for it.
const automaticHeaders = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };

/**
 * One thing to filter by, whoever the sender is called (RFC 2919). No List-Unsubscribe beside it: these are letters about a
 * duty, STOP is WhatsApp's alone (escalation.md section 6), and a button here would promise what nobody keeps.
 */
function listId(domain: string): string {
  return `Siaga <siaga.${domain}>`;
}

/** Mails of one complaint refer to a first one that was never sent, so that mail programs show them together. */
function threadHeaders(thread: string | null, domain: string): Record<string, string> {
  if (thread === null) return {};
  const id = /^[\w.-]+$/u.test(thread) ? thread : shortHash(thread);
  const root = `<siaga-thread-${id}@${domain}>`;
  return { "In-Reply-To": root, References: root };
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 24);
}
