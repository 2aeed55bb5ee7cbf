-- 0009 Leaner indices of the outbox.
-- Why: a sweep writes thousands of messages, and each index costs it a tenth. A run and its keys are found by one index instead of
-- two. What somebody was sent is looked up only among what really left, and answers and digests, which are few, by themselves.

drop index outboxByKey;
drop index outboxByEscalation;
drop index outboxByRecipient;

create unique index outboxByRun on outbox (escalationId, key) where escalationId is not null;
create unique index outboxByKey on outbox (key) where escalationId is null;
create index outboxByRecipient on outbox (channel, recipient, acceptedAt) where wireId is not null;
create index outboxAnswers on outbox (recipient, createdAt) where kind = 'reply';
create index outboxBundles on outbox (channel, recipient, bundle) where state = 'pending' and bundle is not null;
