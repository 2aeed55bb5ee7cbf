-- 0003 The shipped response rule.
-- Why: a Pemda that sets nothing still has a fair chain: admin at once, head after three working days, regional head's
-- digest after five (escalation.md section 4). It is data: sesuaikan dengan PermenPANRB 5/2025 dan peraturan daerah.

insert into rules (id, name, "order", active, versionId) values (1, 'Tindak lanjut pertama', 100, 1, 1);
insert into ruleVersions (id, ruleId, version, clock, match, "limit", gap, reopen, createdAt) values
  (1, 1, 1, 'response', '{}', '5 hari kerja', '1 hari kerja', 0, 0);
insert into ruleSteps (versionId, step, after, post, channels, window, remindEvery, remindMax, deliver) values
  (1, 1, '0 menit', 'admin', 'wa>email', '07.00-20.00', '1 hari kerja', 2, 'each'),
  (1, 2, '3 hari kerja', 'kepala', 'email+wa', 'jam kerja', null, null, 'each'),
  (1, 3, '5 hari kerja', 'kepala_daerah', 'email+wa', 'jam kerja', null, null, 'digest');
