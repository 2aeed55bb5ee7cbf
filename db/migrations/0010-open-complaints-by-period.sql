-- 0010 Open complaints by source and period.
-- Why: after each import those are looked for that its period covers and that are absent from it (escalation.md section 9).
-- That must follow how many are open, not how many years the book holds.

drop index complaintsOpen;
create index complaintsOpen on complaints (source, reportedAt, trackingId)
  where isHistoric = 0 and status not in ('done', 'closed_by_system', 'rejected', 'archived', 'not_authority');
