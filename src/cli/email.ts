import { randomUUID } from "node:crypto";
import { Command } from "commander";
import { systemClock } from "../clock.ts";
import { readConfig } from "../config.ts";
import { composeMail } from "../connections/smtp/compose.ts";
import { isRefusal, SmtpFailure, type SmtpStage } from "../connections/smtp/failure.ts";
import { domainOf, isMailAddress } from "../connections/smtp/mailbox.ts";
import { openSmtp, type ServerPlace, type Smtp } from "../connections/smtp/smtp.ts";
import { UserError } from "../user-error.ts";
import { printJson, printLine } from "./shared/print.ts";

/** `siaga email uji`: whether the mail server of SIAGA_SMTP takes our mail, and if not, at which step it stops. */
export function build(): Command {
  const email = new Command("email").description("memeriksa pengiriman email");
  email
    .command("uji <alamat>")
    .description("mengirim satu email uji dan menceritakan langkah demi langkah apa yang terjadi")
    .option("--json", "keluaran JSON")
    .action((address: string, { json = false }: { json?: boolean }) => sendTestMail(address, json));
  return email;
}

async function sendTestMail(to: string, isJson: boolean): Promise<void> {
  const { smtp: settings } = readConfig(process.env);
  if (!settings)
    throw new UserError("Email belum diatur. Isi SIAGA_SMTP dan SIAGA_EMAIL_DARI di .env, lalu ulangi.");
  if (!isMailAddress(to))
    throw new UserError(`"${to}" bukan alamat email. Contoh: siaga email uji nama@contoh.go.id`);
  const smtp = openSmtp(settings);
  const report = isJson ? reportAsJson : reportAsText;
  try {
    await smtp.verify();
    report(
      { ...smtp.server, dkim: smtp.dkimRecord },
      await smtp.send({ to, raw: composeTestMail(smtp, to) }),
    );
  } catch (error) {
    if (!(error instanceof SmtpFailure)) throw error;
    report({ ...smtp.server, dkim: smtp.dkimRecord }, error);
    throw new UserError(`Gagal: ${error.message}. ${adviceOn(error, smtp.server)}`, { cause: error });
  } finally {
    smtp.close();
  }
}

function composeTestMail({ sender }: Smtp, to: string): string {
  return composeMail({
    from: sender,
    to,
    subject: "Uji email Siaga",
    text: "Email ini dikirim dengan perintah `siaga email uji`.\nBila Anda membacanya, pengiriman email Siaga berjalan.",
    html: null,
    messageId: `<siaga-uji-${randomUUID()}@${domainOf(sender)}>`,
    at: systemClock.now(),
    headers: { "Auto-Submitted": "auto-generated" },
  });
}

/** Where the mail went, and where in DNS the key stands that signed it. */
type Place = ServerPlace & { readonly dkim: string | null };

function reportAsJson(server: Place, result: string | SmtpFailure): void {
  printJson(
    typeof result === "string"
      ? { ...server, accepted: true, reply: result }
      : { ...server, accepted: false, stage: result.stage, code: result.code, reason: result.message },
  );
}

const secured: Record<ServerPlace["security"], string> = {
  tls: "Sertifikat sah, sambungan terenkripsi (TLS)",
  starttls: "Sertifikat sah, sambungan terenkripsi (STARTTLS)",
  none: "Tanpa enkripsi, karena server ada di mesin ini sendiri",
};

/** The steps that were passed; where it stopped, the error line says why. */
function reportAsText(server: Place, result: string | SmtpFailure): void {
  printLine(`Server email: ${server.host} port ${server.port}`);
  const steps = ["Tersambung", secured[server.security], server.hasLogin ? "Login diterima" : "Tanpa login"];
  const passed = typeof result === "string" ? steps.length : passedBefore[result.stage];
  for (const step of steps.slice(0, passed)) printLine(`✓ ${step}`);
  if (typeof result !== "string") return;
  printLine(`✓ Pesan diterima server: ${result}`);
  if (server.dkim) printLine(`  Ditandatangani DKIM; kunci umumnya harus ada di DNS: ${server.dkim}`);
  printLine("Periksa kotak masuk alamat itu, juga folder spam.");
}

const passedBefore: Record<SmtpStage, number> = {
  connect: 0,
  lost: 0,
  tls: 1,
  login: 2,
  sender: 3,
  recipient: 3,
  message: 3,
};

function adviceOn({ stage, code }: SmtpFailure, { hasLogin }: ServerPlace): string {
  if (stage === "login" && !hasLogin)
    return "Tulis pengguna dan sandi pada SIAGA_SMTP; bila server meminta STARTTLS, isi SIAGA_SMTP_CA.";
  if (stage === "recipient" && !isRefusal(code)) return "Ulangi beberapa menit lagi.";
  return advice[stage];
}

const advice: Record<SmtpStage, string> = {
  connect: "Periksa nama server dan port pada SIAGA_SMTP, dan tembok api (firewall).",
  tls: "Periksa nama server pada SIAGA_SMTP, atau isi SIAGA_SMTP_CA dengan berkas CA server itu.",
  login: "Periksa pengguna dan sandi pada SIAGA_SMTP.",
  sender: "Periksa SIAGA_EMAIL_DARI: server hanya menerima alamat pengirim yang berhak.",
  recipient: "Periksa alamat tujuan.",
  message: "Tanyakan sebabnya kepada pengelola server email.",
  lost: "Ulangi; bila tetap begitu, tanyakan kepada pengelola server email.",
};
