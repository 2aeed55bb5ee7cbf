import { qrSvg } from "../shared/qr.ts";

export interface Invitation {
  readonly name: string;
  readonly post: string;
  readonly code: string;
  readonly link: string;
}

export interface InvitePage {
  readonly unit: string;
  readonly until: string;
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

const style = `
body { font: 12pt/1.4 sans-serif; margin: 2cm; color: #000; }
section { break-after: page; }
section:last-child { break-after: auto; }
article { display: flex; gap: 1cm; border-top: 1px solid #999; padding: .6cm 0; break-inside: avoid; }
svg { width: 4cm; height: 4cm; flex: none; }
h1 { font-size: 16pt; } h2 { font-size: 13pt; margin: 0; } p { margin: .2cm 0; }
code { font-size: 15pt; letter-spacing: .1em; } small { overflow-wrap: anywhere; }
`;

function renderPage({ unit, until, invitations }: InvitePage): string {
  return `<section>
<h1>Undangan WhatsApp Siaga: ${escapeHtml(unit)}</h1>
<p>Siaga memberi tahu Bapak/Ibu bila ada laporan SP4N-LAPOR! yang menunggu tindak lanjut. Untuk mendaftarkan nomor WhatsApp
Bapak/Ibu, pindai kode di samping nama dengan kamera ponsel, lalu kirim pesan yang sudah tertulis. Setiap kode hanya untuk
pemilik namanya, berlaku sekali, sampai ${escapeHtml(until)}.</p>
${invitations.map(renderInvitation).join("\n")}
</section>`;
}

function renderInvitation({ name, post, code, link }: Invitation): string {
  return `<article>
${qrSvg(link)}
<div>
<h2>${escapeHtml(name)}</h2>
<p>${escapeHtml(post)}</p>
<p>Atau kirim sendiri: <code>DAFTAR ${escapeHtml(code)}</code></p>
<p><small><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></small></p>
</div>
</article>`;
}

function escapeHtml(text: string): string {
  return text.replace(/&/gu, "&amp;").replace(/</gu, "&lt;").replace(/>/gu, "&gt;").replace(/"/gu, "&quot;");
}
