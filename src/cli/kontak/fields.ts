/** The options that `kontak tambah` and `kontak ubah` share; "" empties a field. */
export interface HolderOptions {
  readonly jenis?: string;
  readonly wa?: string;
  readonly email?: string;
  readonly mulai?: string;
  readonly sampai?: string;
  readonly oleh?: string;
}

/** As the file calls them; a field that was not given is absent. */
export function fieldsOf({ jenis, wa, email, mulai, sampai }: HolderOptions): Record<string, unknown> {
  const fields = { kind: jenis, wa, email, from: mulai, to: sampai };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
