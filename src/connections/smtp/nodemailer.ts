import { createRequire } from "node:module";

// Loaded at the first use, so that a bot without SMTP never pays for it; the CommonJS build takes 7 MB less than the
// ES modules, and `composeMail` must not wait.
const load = createRequire(import.meta.url);

export function loadNodemailer(): typeof import("nodemailer") {
  return load("nodemailer") as typeof import("nodemailer");
}

export function loadMimeNode(): typeof import("nodemailer/lib/mime-node").default {
  return (load("nodemailer/lib/mime-node") as typeof import("nodemailer/lib/mime-node")).default;
}

export function loadQuotedPrintable(): typeof import("nodemailer/lib/qp") {
  return load("nodemailer/lib/qp") as typeof import("nodemailer/lib/qp");
}
