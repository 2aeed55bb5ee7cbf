#!/bin/sh
# Contoh jam khusus Ramadan, untuk semua kalender Pemda. Perpres 21/2023: 32,5 jam seminggu, mulai 08.00, istirahat
# 30 menit, Jumat 60 menit. Salin, sesuaikan, lalu jalankan dari folder Siaga:
#
#   sh salinan-anda.sh
#
# Tanggalnya perkiraan menurut Idulfitri pada SKB 3 Menteri. Yang berlaku adalah hasil sidang isbat, dan jam menurut surat
# edaran Pemda Anda: tulis nomornya pada --dasar. Hanya untuk satu kalender: --kalender KODE. Sudah tercatat tetapi berubah:
# siaga kalender jam-khusus daftar, lalu siaga kalender jam-khusus hapus NOMOR.
#
# Bila kalender Anda ada di berkas YAML (siaga konfig impor), tulis di bagian special seperti db/contoh/pemda.yaml,
# jangan di keduanya.
set -e

scripts/siaga kalender jam-khusus tambah 2026-02-19 2026-03-20 "Ramadan 1447 H" \
  --jam "senin-kamis 08.00-12.00 12.30-15.00; jumat 08.00-11.30 12.30-15.30" \
  --dasar "SE Bupati Contoh 5/2026"

scripts/siaga kalender jam-khusus tambah 2027-02-08 2027-03-09 "Ramadan 1448 H" \
  --jam "senin-kamis 08.00-12.00 12.30-15.00; jumat 08.00-11.30 12.30-15.30" \
  --dasar "SE Bupati Contoh 7/2027"
