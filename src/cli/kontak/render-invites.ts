import { qrSvg } from "../shared/qr.ts";

export interface Invitation {
  readonly name: string;
  /** All that this number is to hear of. */
  readonly posts: readonly string[];
  readonly code: string;
  readonly link: string;
}

export interface InvitePage {
  readonly unit: string;
  readonly until: string;
  /** The bot's own, as people write it. */
  readonly number: string;
  readonly invitations: readonly Invitation[];
}

/** One HTML document without anything from elsewhere; each office begins a sheet of paper. */
export function renderInvites(pages: readonly InvitePage[]): string {
  return `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<title>Undangan Siaga</title>
<style>${style}</style>
</head>
<body>
${pages.map(renderPage).join("\n")}
</body>
</html>
`;
}

// Dashed lines: the page is cut, so that nobody holds the code of somebody else.
const style = `
@page { margin: 1.5cm; }
body { font: 12pt/1.4 sans-serif; max-width: 18cm; margin: 0 auto; padding: .5cm; color: #000; background: #fff; }
section { break-after: page; }
section:last-child { break-after: auto; }
article { display: flex; align-items: center; gap: .6cm; border-top: 1px dashed #666; padding: .4cm 0; break-inside: avoid; }
article > span { flex: none; } svg { display: block; width: 4.4cm; height: 4.4cm; }
h1 { font-size: 16pt; line-height: 1.25; margin: 0 0 .2cm; } h2 { font-size: 14pt; margin: 0; } p { margin: .15cm 0; }
code { font-size: 15pt; letter-spacing: .08em; white-space: nowrap; } small { color: #444; overflow-wrap: anywhere; }
`;

function renderPage({ unit, until, number, invitations }: InvitePage): string {
  return `<section>
<h1>Undangan WhatsApp Siaga<br>${escapeHtml(unit)}</h1>
<p>Siaga memberi tahu Bapak/Ibu lewat WhatsApp bila ada laporan SP4N-LAPOR! yang menunggu tindak lanjut.</p>
<p>Cara mendaftar: pindai kode dengan kamera ponsel yang nomornya akan dipakai, lalu kirim pesan yang sudah tertulis.
Setiap kode hanya untuk pemilik namanya dan berlaku sekali, sampai <strong>${escapeHtml(until)}</strong>.</p>
<p><small>Untuk Kominfo: gunting pada garis putus-putus, lalu serahkan kepada orangnya sendiri.</small></p>
${invitations.map((invitation) => renderInvitation(invitation, { until, number })).join("\n")}
</section>`;
}

// Cut off, each says by itself what to do and until when.
function renderInvitation(
  { name, posts, code, link }: Invitation,
  { until, number }: Pick<InvitePage, "until" | "number">,
): string {
  return `<article>
<span role="img" aria-label="Kode QR pendaftaran ${escapeHtml(name)}">${qrSvg(link)}</span>
<div>
<h2>${escapeHtml(name)}</h2>
<p>${posts.map(escapeHtml).join("<br>")}</p>
<p>Pindai, lalu kirim pesannya. Tanpa memindai: kirim<br><code>DAFTAR ${escapeHtml(code)}</code> ke WhatsApp ${escapeHtml(number)}</p>
<p><small>Pendaftaran Siaga, berlaku sekali, sampai ${escapeHtml(until)}<br><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></small></p>
</div>
</article>`;
}

function escapeHtml(text: string): string {
  return text.replace(/&/gu, "&amp;").replace(/</gu, "&lt;").replace(/>/gu, "&gt;").replace(/"/gu, "&quot;");
}
