import type { SMTPConnectionOptions } from "nodemailer/lib/smtp-connection";
import { readAuthorities } from "./authorities.ts";
import { type DkimSettings, readDkimKey, signMail } from "./dkim.ts";
import { SmtpFailure } from "./failure.ts";
import { type Mailbox, parseMailbox } from "./mailbox.ts";
import { Pool } from "./pool.ts";
import { type MailServer, parseSmtpUrl } from "./server.ts";

export interface SmtpSettings {
  /** smtps://user:password@host:port, or smtp:// for STARTTLS. */
  readonly url: string;
  /** An address, or `Name <address>`. */
  readonly from: string;
  /** PEM file of a certificate authority of one's own. */
  readonly caFile?: string | null;
  /** null or absent: mails are not signed here, as where the mail server does it. */
  readonly dkim?: DkimSettings | null;
  readonly timeouts?: Partial<Timeouts>;
}

/** Milliseconds. */
export interface Timeouts {
  readonly connection: number;
  readonly greeting: number;
  /** Silence in the middle of a session. */
  readonly silence: number;
  /** All of one delivery, for a server that trickles and so is never silent. */
  readonly delivery: number;
}

/** What may be shown of a server: everything but the password. */
export type ServerPlace = Omit<MailServer, "login"> & { readonly hasLogin: boolean };

/** A pool of connections to one mail server. All rejections are SmtpFailure. */
export interface Smtp {
  readonly server: ServerPlace;
  readonly sender: Mailbox;
  /** Where in DNS the key stands that our mails are signed with, such as "siaga._domainkey.contoh.go.id"; null: unsigned. */
  readonly dkimRecord: string | null;
  /** Hands over one composed mail (`composeMail`); resolves with the server's last reply once it has taken it. */
  send(mail: { readonly to: string; readonly raw: string }): Promise<string>;
  /** Connects, secures, logs in and says goodbye. */
  verify(): Promise<void>;
  /** What is under way is finished first. */
  close(): void;
}

/** As many as the email channel has under way at once. */
export const maxConnections = 5;

// RFC 5321 4.5.3.2 would wait ten minutes for the last reply; a mail that came twice shows as one (same Message-ID).
const defaults: Timeouts = { connection: 15_000, greeting: 15_000, silence: 120_000, delivery: 300_000 };

/** Opens nothing yet: the first mail does. Throws UserError when a setting is wrong. */
export function openSmtp({ url, from, caFile, dkim, timeouts }: SmtpSettings): Smtp {
  const server = parseSmtpUrl(url, Boolean(caFile));
  const sender = parseMailbox(from);
  const limits = { ...defaults, ...timeouts };
  const key = dkim ? readDkimKey(dkim, sender) : null;
  const pool = new Pool({
    connection: connectionOptions(server, limits, caFile ? readAuthorities(caFile) : null),
    login: server.login,
    size: maxConnections,
    deadline: limits.delivery,
  });
  const { login, ...place } = server;
  return {
    server: { ...place, hasLogin: login !== null },
    sender,
    dkimRecord: key && `${key.keySelector}._domainkey.${key.domainName}`,
    send: ({ to, raw }) =>
      failing(async () => pool.send({ from: sender.address, to, raw: key ? await signMail(raw, key) : raw })),
    verify: () => failing(() => pool.verify()),
    close: () => pool.close(),
  };
}

function connectionOptions(server: MailServer, limits: Timeouts, ca: string[] | null): SMTPConnectionOptions {
  return {
    host: server.host,
    port: server.port,
    secure: server.security === "tls",
    requireTLS: server.security === "starttls",
    ignoreTLS: server.security === "none",
    // said aloud: NODE_TLS_REJECT_UNAUTHORIZED=0 must not switch it off either
    tls: { rejectUnauthorized: true, ...(ca && { ca }) },
    connectionTimeout: limits.connection,
    greetingTimeout: limits.greeting,
    socketTimeout: limits.silence,
  };
}

async function failing<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw new SmtpFailure(error);
  }
}
