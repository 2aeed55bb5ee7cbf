// Mails as mail servers send them back. Addresses and ids are made up; the shapes are those of the programs named.

export interface Returned {
  readonly to: string;
  readonly messageId: string;
  readonly status?: string;
  readonly action?: "failed" | "delayed";
}

const crlf = (text: string) => text.replaceAll("\n", "\r\n");

/** Postfix: the whole mail comes back. */
export function fromPostfix({ to, messageId, status = "5.1.1", action = "failed" }: Returned): string {
  return crlf(`Return-Path: <>
Date: Mon, 23 Nov 2026 09:01:12 +0800 (WITA)
From: MAILER-DAEMON@surel.contoh.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: siaga@contoh.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="9B09B2A01E8.1795395672/surel.contoh.example"
Message-Id: <20261123010112.9F3D92A0@surel.contoh.example>

This is a MIME-encapsulated message.

--9B09B2A01E8.1795395672/surel.contoh.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host surel.contoh.example.

<${to}>: host mx.contoh.example[192.0.2.7] said: 550 5.1.1 User unknown

--9B09B2A01E8.1795395672/surel.contoh.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; surel.contoh.example
X-Postfix-Queue-ID: 9B09B2A01E8
X-Postfix-Sender: rfc822; siaga@contoh.example
Arrival-Date: Mon, 23 Nov 2026 09:00:02 +0800 (WITA)

Final-Recipient: rfc822; ${to}
Original-Recipient: rfc822;${to}
Action: ${action}
Status: ${status}
Remote-MTA: dns; mx.contoh.example
Diagnostic-Code: smtp; 550 5.1.1 <${to}>:
    User unknown

--9B09B2A01E8.1795395672/surel.contoh.example
Content-Description: Undelivered Message
Content-Type: message/rfc822

Return-Path: <siaga@contoh.example>
From: Siaga <siaga@contoh.example>
To: ${to}
Subject: [LAPOR 9100001]
 Jalan berlubang
Message-ID: ${messageId}
Content-Type: text/plain; charset=utf-8

Yth. Bapak/Ibu

--9B09B2A01E8.1795395672/surel.contoh.example--
`);
}

/** Exchange: nested, base64 and only the headers come back; the address in another case. */
export function fromExchange({ to, messageId, status = "5.1.10" }: Returned): string {
  const report = `Reporting-MTA: dns;EX01.contoh.example\r\n\r\nFinal-recipient: RFC822; ${to.toUpperCase()}\r\nAction: failed\r\nStatus: ${status}\r\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound\r\n`;
  return crlf(`From: Microsoft Outlook <postmaster@contoh.example>
To: siaga@contoh.example
Subject: Undeliverable: [LAPOR 9100001] Jalan berlubang
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=luar

--luar
Content-Type: multipart/report; report-type=delivery-status; boundary="dalam"

--dalam
Content-Type: multipart/alternative; boundary="kata"

--kata
Content-Type: text/html

<p>Your message couldn't be delivered.</p>
--kata--

--dalam
Content-Type: message/delivery-status
Content-Transfer-Encoding: base64

${Buffer.from(report).toString("base64")}
--dalam
Content-Type: text/rfc822-headers

From: Siaga <siaga@contoh.example>
Message-ID:
 ${messageId}
--dalam--
--luar--
`);
}

/** A forwarding mailbox: the last address is another than the first; nothing of the mail comes back but its id. */
export function fromForwarder({ to, messageId, status = "5.2.1" }: Returned): string {
  return `Subject: Delivery Status Notification (Failure)
In-Reply-To: ${messageId}
Content-Type: multipart/report; boundary="x"; report-type=delivery-status

--x
Content-Type: text/plain

Maaf.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com

Final-Recipient: rfc822; pribadi@lain.example
Original-Recipient: rfc822; ${to}
Action: failed
Status: ${status}
--x--
`;
}
