-- 0012 Letters by age; the last good reading, and what could not be read.
-- Why: what went over the wire is forgotten a month later, a few thousand letters a morning. They are found by their age, not
-- by reading them all. And each poll of the API of LAPOR! asks whom it could not read, one that fails what was read last:
-- neither is a reason to look at every complaint that was ever asked about. Beside that: nothing was ever noted of an outage.

create index envelopesByAge on envelopes (createdAt);

create index laporReadsGood on laporReads (askedAt) where fault is null;
create index laporReadsFaulty on laporReads (trackingId, fault) where fault is not null and nextAt is not null;

alter table outages drop column note;
