import type { HandField } from "./desk.ts";

/** What people call the fields of a complaint that can be typed in. */
export const handFieldNames: Readonly<Record<HandField, string>> = {
  title: "judul",
  category: "kategori",
  classification: "klasifikasi",
  locationName: "kecamatan",
  reportedAt: "masuk",
  opdName: "OPD",
  disposedAt: "disposisi",
  statusRaw: "status",
  isSecret: "rahasia",
  firstFollowUpAt: "tindak lanjut pertama",
  lastFollowUpAt: "tindak lanjut terakhir",
  closedAt: "ditutup",
};
