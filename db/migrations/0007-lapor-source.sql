-- 0007 The API of LAPOR! as a door in.
-- Why: it is asked complaint by complaint, within a budget, and a restart must neither forget when to ask next nor whom it
-- could not read. Its address, header names and field map are settings, for its documentation is not public. The times it
-- gives carry no zone; the national server probably speaks WIB. What it confirmed holds for two hours (escalation.md section 9).

alter table sources add column settings text;
alter table sources add column nextPollAt integer;
insert into sources (source, kind, zone, maxAge) values ('lapor', 'lapor', 'Asia/Jakarta', '2 jam');

create table laporReads (
  trackingId text primary key not null,
  askedAt integer,
  nextAt integer,
  fault text
);
create index laporReadsNext on laporReads (nextAt) where nextAt is not null;

-- The open complaints, found without looking at those of past years.
create index complaintsOpen on complaints (trackingId)
  where isHistoric = 0 and status not in ('done', 'closed_by_system', 'rejected', 'archived', 'not_authority');
