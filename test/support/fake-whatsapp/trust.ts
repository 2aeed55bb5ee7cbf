import { WA_CERT_DETAILS } from "@whiskeysockets/baileys";

/**
 * Makes the real client of this process accept the fake's certificate root.
 * Today's client accepts any chain (its signature check always says yes); this keeps the tests true when that is mended.
 */
export function trustRoot(root: Uint8Array): void {
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(root);
}
