#!/bin/sh
# Contoh mengirim satu laporan ke webhook Siaga dengan openssl dan curl. Nyalakan dahulu webhooknya dalam .env, lalu jalankan
# ulang bot (npm start); siaga sumber daftar menunjukkan bahwa webhook menyala:
#
#   SIAGA_HTTP=127.0.0.1:8090
#   SIAGA_WEBHOOK_RAHASIA=…          buat dengan: openssl rand -hex 32
#
# Kemudian jalankan di komputer bot, dengan rahasia yang sama:
#
#   SIAGA_WEBHOOK_RAHASIA=… sh db/contoh/kirim-webhook.sh
#
# Yang ditandatangani: waktu, sebuah titik, lalu isi persis seperti dikirim. Nama bidangnya seperti pada
# siaga laporan daftar --json; yang tidak dikenal, seperti isi laporan dan data pelapor, tidak dibaca. Waktu selalu dengan zona.
# Jawaban 202: sudah tersimpan. 400: bidang yang salah disebut. Tanpa jawaban, 429, atau 503: kirim lagi dengan
# Idempotency-Key yang sama; laporannya tetap masuk satu kali. (openssl di sini menampilkan rahasia dalam daftar proses: untuk
# mencoba saja.)
set -e

alamat=${SIAGA_WEBHOOK_ALAMAT:-http://127.0.0.1:8090/laporan}
isi='{
  "trackingId": "9200001",
  "title": "Jalan berlubang di Handil Bakti",
  "classification": "Pengaduan Tidak Berkadar Pengawasan",
  "category": "Jalan",
  "statusRaw": "Belum Ditindaklanjuti",
  "opdName": "Dinas PUPR",
  "locationName": "Kec. Alalak",
  "reportedAt": "2026-11-19T10:10:00+08:00",
  "isSecret": false
}'
kunci=$(openssl rand -hex 16)
waktu=$(date +%s)
tanda=$(printf '%s.%s' "$waktu" "$isi" | openssl dgst -sha256 -hmac "$SIAGA_WEBHOOK_RAHASIA" | sed 's/.* //')

curl --silent --show-error --max-time 30 "$alamat" \
  --header 'Content-Type: application/json' \
  --header "X-Siaga-Waktu: $waktu" \
  --header "X-Siaga-Tanda-Tangan: sha256=$tanda" \
  --header "Idempotency-Key: $kunci" \
  --data-binary "$isi" \
  --write-out '\n%{http_code}\n'
