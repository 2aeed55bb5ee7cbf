-- 0005 The shipped rules for verification and completion.
-- Why: Kominfo's own verification and the legal limits of completion are timed too (escalation.md section 4). Limits date from
-- the era of PermenPANRB 62/2018: sesuaikan dengan PermenPANRB 5/2025 dan peraturan daerah.
-- A book may already hold rules and versions of the Pemda's own: no number is taken for granted, and a clock for which the
-- Pemda has a rule is left to that rule. versionId 0 marks a rule of this page until its version is written.

insert or ignore into rules (name, "order", active, versionId)
  select column1, column2, 1, 0 from (values
    ('Verifikasi', 100, 'verification'),
    ('Penyelesaian permintaan informasi', 100, 'completion'),
    ('Penyelesaian pengaduan dan aspirasi', 110, 'completion'),
    ('Penyelesaian pengaduan berkadar pengawasan', 120, 'completion'))
  where column3 not in (select v.clock from rules r join ruleVersions v on v.id = r.versionId);

insert into ruleVersions (ruleId, version, clock, match, "limit", gap, reopen, createdAt)
  select r.id, 1, column2, column3, column4, '1 hari kerja', 0, 0 from (values
    ('Verifikasi', 'verification', '{}', '3 hari kerja'),
    ('Penyelesaian permintaan informasi', 'completion', '{"classification":["permintaan_informasi"]}', '5 hari kerja'),
    ('Penyelesaian pengaduan dan aspirasi', 'completion', '{"classification":["pengaduan_tidak_berkadar","aspirasi"]}', '14 hari kerja'),
    ('Penyelesaian pengaduan berkadar pengawasan', 'completion', '{"classification":["pengaduan_berkadar"]}', '60 hari kerja'))
  join rules r on r.name = column1 and r.versionId = 0;

insert into ruleSteps (versionId, step, after, post, channels, window, remindEvery, remindMax, deliver)
  select v.id, column2, column3, column4, column5, column6, null, null, column7 from (values
    ('Verifikasi', 1, '1 hari kerja', 'kominfo', 'wa>email', 'jam kerja', 'digest'),
    ('Verifikasi', 2, '3 hari kerja', 'kepala_kominfo', 'email+wa', 'jam kerja', 'each'),
    ('Penyelesaian permintaan informasi', 1, '4 hari kerja', 'admin', 'wa>email', '07.00-20.00', 'each'),
    ('Penyelesaian permintaan informasi', 2, '5 hari kerja', 'kepala', 'email+wa', 'jam kerja', 'each'),
    ('Penyelesaian permintaan informasi', 3, '6 hari kerja', 'kepala_daerah', 'email+wa', 'jam kerja', 'digest'),
    ('Penyelesaian pengaduan dan aspirasi', 1, '11 hari kerja', 'admin', 'wa>email', '07.00-20.00', 'each'),
    ('Penyelesaian pengaduan dan aspirasi', 2, '14 hari kerja', 'kepala', 'email+wa', 'jam kerja', 'each'),
    ('Penyelesaian pengaduan dan aspirasi', 3, '17 hari kerja', 'kepala_daerah', 'email+wa', 'jam kerja', 'digest'),
    ('Penyelesaian pengaduan berkadar pengawasan', 1, '48 hari kerja', 'admin', 'wa>email', '07.00-20.00', 'each'),
    ('Penyelesaian pengaduan berkadar pengawasan', 2, '60 hari kerja', 'kepala', 'email+wa', 'jam kerja', 'each'),
    ('Penyelesaian pengaduan berkadar pengawasan', 3, '72 hari kerja', 'kepala_daerah', 'email+wa', 'jam kerja', 'digest'))
  join rules r on r.name = column1 and r.versionId = 0
  join ruleVersions v on v.ruleId = r.id;

update rules set versionId = (select id from ruleVersions where ruleId = rules.id) where versionId = 0;
