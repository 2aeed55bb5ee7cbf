-- 0008 The webhook as a door in.
-- Why: a request that was taken gets the same answer when it comes again, also after a restart, and does nothing the second
-- time. Neither the key nor the content is kept, only what tells them apart: the content is the cleaned one, for a hash of
-- what a reporter wrote could be guessed. What the webhook confirmed holds without limit (escalation.md section 9).

insert into sources (source, kind, zone, maxAge) values ('webhook', 'webhook', 'UTC', null);

create table webhookKeys (
  key text primary key not null,
  request text not null,
  content text not null,
  trackingId text not null,
  outcome text not null,
  at integer not null
);
create unique index webhookKeysByRequest on webhookKeys (request);
create index webhookKeysByAge on webhookKeys (at);
