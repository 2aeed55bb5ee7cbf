import { X509Certificate } from "node:crypto";
import { getCACertificates } from "node:tls";
import { UserError } from "../../user-error.ts";
import { readSettingFile } from "./read-setting-file.ts";

const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu;

/**
 * The certificate authorities that Node trusts, and beside them those of a PEM file (SIAGA_SMTP_CA).
 * Throws UserError when the file cannot be read or holds no certificate.
 */
export function readAuthorities(file: string): string[] {
  const own = readSettingFile("SIAGA_SMTP_CA", file).match(block) ?? [];
  if (own.length === 0 || !own.every(isCertificate))
    throw new UserError(
      `Berkas SIAGA_SMTP_CA ${file} tidak memuat sertifikat PEM yang sah. Mintalah berkas CA kepada pengelola server email.`,
    );
  return [...getCACertificates("default"), ...own];
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}
