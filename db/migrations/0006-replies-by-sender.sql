-- 0006 Replies by their sender.
-- Why: how much one sender wrote within the hour is asked for every reply (escalation.md section 6), and a flood of them must
-- not make that question slower.

create index inboundBySender on inbound (sender, handledAt);
