import { type FakeComplaint, type FakeFollowUp, trap } from "./complaint.ts";

// The documented shapes of domain.md 1.2, with reporters and bodies wherever the real ones have room for them.

const reporter = {
  nameUser: `Budi ${trap}`,
  phoneUser: `081234567890 ${trap}`,
  emailUser: `${trap.toLowerCase()}@contoh.example`,
  user: { id: 4711, name: `Budi ${trap}`, nik: `6304010101010001 ${trap}`, address: `Jl. Mawar 5 ${trap}` },
};

const body = `Isi laporan ${trap}: nama saya Budi, NIK 6304010101010001, hubungi 081234567890.`;

export function detailAnswer(complaint: FakeComplaint): unknown {
  return {
    status: "success",
    results: { data: dataOf(complaint), data_logs: complaint.logs.map(logOf) },
  };
}

function dataOf(complaint: FakeComplaint): Record<string, unknown> {
  return {
    complaint_id: Number(complaint.id),
    title: complaint.title,
    content: body,
    content_original: body,
    status_code: "3",
    status_name: complaint.statusName,
    disposition_id: complaint.disposition?.id ?? null,
    disposition_name: complaint.disposition?.name ?? null,
    status_logs: complaint.logs.map(({ date }) => ({ note: `Catatan ${trap}`, timestamp: date })),
    classification_id: 2,
    category_id: 17,
    channel: "Website",
    created_at: complaint.createdAt,
    is_anonymous: 1,
    is_secret: complaint.isSecret ? 1 : 0,
    is_priority: 0,
    attachments: [{ path: `https://berkas.example/${trap}.pdf`, file_name: `${trap}.pdf`, extension: "pdf" }],
    ...reporter,
  };
}

function logOf({ from, to, date }: FakeComplaint["logs"][number]): unknown {
  return {
    institution_from: { id: 1, name: "Pemerintah Kabupaten Contoh" },
    institution_to: { id: 90001, name: "Dinas PUPR Kab. Contoh" },
    institution_from_name: "Pemerintah Kabupaten Contoh",
    institution_to_name: "Dinas PUPR Kab. Contoh",
    status_old: { name: from, color: "#666" },
    status_new: { name: to, color: "green" },
    data: JSON.stringify({ note: trap }),
    content: `Laporan dari Budi ${trap} diteruskan {{institution_to}}`,
    date,
  };
}

/** One page as Laravel's paginator writes it; the addresses in it are those of the server behind the gateway. */
export function followUpsAnswer(complaint: FakeComplaint, page: number, perPage: number): unknown {
  const rows = complaint.followUps.map(followUpOf);
  return {
    status: "success",
    results: paginate(rows, page, perPage, `complaints/${complaint.id}/followups`),
  };
}

function followUpOf({ at, from, to, template }: FakeFollowUp, index: number): unknown {
  return {
    id: 1000 + index,
    created_at: at,
    institution_from_name: from,
    institution_to_name: to,
    template_code: template,
    template_content: template === "disposition" ? "Laporan didisposisikan ke {{institution_to}}" : null,
    content: `Yth. Bapak Budi ${trap}, 081234567890`,
    attachments: [{ path: `https://berkas.example/${trap}.jpg`, file_name: `${trap}.jpg`, extension: "jpg" }],
    user: reporter.user,
  };
}

/** The list of an institution's complaints: not documented, so in the shape that its neighbours have. */
export function listAnswer(complaints: readonly FakeComplaint[], page: number, perPage: number): unknown {
  return { status: "success", results: paginate(complaints.map(dataOf), page, perPage, "complaints") };
}

export function institutionsAnswer(): unknown {
  const data = [
    { id: 1, name: "Pemerintah Kabupaten Contoh" },
    { id: 90001, name: "Dinas PUPR Kab. Contoh" },
    { id: 90002, name: "Dinas Lingkungan Hidup Kab. Contoh" },
  ];
  return { status: "success", results: paginate(data, 1, 1000, "masters/institutions/external") };
}

function paginate(rows: readonly unknown[], page: number, perPage: number, path: string) {
  const last = Math.max(1, Math.ceil(rows.length / perPage));
  const address = (number: number) => `http://backend.internal/api/${path}?page=${number}`;
  return {
    current_page: page,
    data: rows.slice((page - 1) * perPage, page * perPage),
    first_page_url: address(1),
    last_page: last,
    last_page_url: address(last),
    next_page_url: page < last ? address(page + 1) : null,
    path: `http://backend.internal/api/${path}`,
    per_page: perPage,
    prev_page_url: page > 1 ? address(page - 1) : null,
    total: rows.length,
  };
}
