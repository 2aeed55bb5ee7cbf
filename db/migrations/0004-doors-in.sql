-- 0004 The doors in that every Pemda has.
-- Why: how old a confirmation may be, and the zone of times that carry none, are settings of each source
-- (escalation.md section 9: files two working days, hand entry without limit). LAPOR!'s own export looks like UTC.

insert into sources (source, kind, zone, maxAge) values
  ('file', 'file', 'UTC', '2 hari kerja'),
  ('manual', 'manual', 'UTC', null);
