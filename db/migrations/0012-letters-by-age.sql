-- 0012 Letters by age.
-- Why: what went over the wire is forgotten a month later, a few thousand letters a morning. They are found by their age, not
-- by reading them all.

create index envelopesByAge on envelopes (createdAt);
