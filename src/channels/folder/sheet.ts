import type { Envelope } from "../../outbox/contract.ts";

const trialMark = "UJI COBA – belum dikirim kepada siapa pun";

/** The channel an address belongs to: email addresses have an @, WhatsApp numbers (E.164) never do. */
export function intendedChannel(recipient: string): "email" | "wa" {
  return recipient.includes("@") ? "email" : "wa";
}

/** The message as a text for people: that it was not sent, to whom it would have gone and how, then its words. */
export function renderSheet(envelope: Envelope): string {
  return [...headLines(envelope), "", envelope.content.text, ""].join("\n");
}

/** The HTML of the message with the same words above it. */
export function renderPage(envelope: Envelope, html: string): string {
  const banner = `<p style="margin:12px 16px;border:2px solid;padding:8px;font-family:sans-serif">${headLines(envelope).map(escapeHtml).join("<br>\n")}</p>\n`;
  const body = /<body[^>]*>/iu.exec(html);
  const at = body ? body.index + body[0].length : 0;
  return html.slice(0, at) + banner + html.slice(at);
}

function headLines({ recipient, person, content }: Envelope): string[] {
  return [
    trialMark,
    `Kepada: ${oneLine(person)} (${oneLine(recipient)})`,
    `Lewat: ${intendedChannel(recipient) === "email" ? "email" : "WhatsApp"}`,
    `Perihal: ${oneLine(content.subject)}`,
  ];
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ").trim();
}

function escapeHtml(text: string): string {
  return text.replace(/&/gu, "&amp;").replace(/</gu, "&lt;").replace(/>/gu, "&gt;");
}
