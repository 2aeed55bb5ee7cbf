/** The options that `opd tambah` and `opd ubah` share; "" empties a field. */
export interface UnitOptions {
  readonly nama?: string;
  readonly sebutan?: string;
  readonly idLapor?: string;
  readonly alias?: readonly string[];
  readonly induk?: string;
  readonly kalender?: string;
  readonly zona?: string;
  readonly oleh?: string;
}

/** As the file calls them; a field that was not given is absent. */
export function fieldsOf(options: UnitOptions): Record<string, unknown> {
  const { nama, sebutan, idLapor, induk, kalender, zona } = options;
  const fields = {
    name: nama,
    sebutan,
    externalId: idLapor,
    parent: induk,
    calendar: kalender,
    zone: zona,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
