-- 0011 The round of a message.
-- Why: after `aturan terapkan` steps are numbered anew, so "step 2" may mean another step than before. Of what became of a step
-- only the messages of its own round tell; until now the round stood in their keys alone ("e12/2.1/0/h7/wa": step 2, round 1).

alter table outbox add column round integer not null default 0;
update outbox set round = cast(substr(key, instr(key, '/' || step || '.') + length(step) + 2) as integer)
  where escalationId is not null and instr(key, '/' || step || '.') > 0;
