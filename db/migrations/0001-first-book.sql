-- 0001 The first book.
-- Why: one SQLite file holds all that the bot knows, so that Kominfo backs up one file and a crash leaves one consistent state.
-- Instants are whole seconds UTC; local dates are YYYY-MM-DD texts; booleans are 0 or 1. Column names are those of the code.
-- Partial indexes keep the running bot's questions proportional to what is due, never to what is open.

CREATE TABLE "addresses" (
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"registeredAt" integer,
	"stoppedAt" integer,
	"failures" integer DEFAULT 0 NOT NULL,
	"disabledAt" integer,
	"checkedAt" integer,
	"existsOnWa" integer,
	PRIMARY KEY("channel", "address")
);

CREATE TABLE "alarms" (
	"cause" text PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"openedAt" integer NOT NULL,
	"toldAt" integer,
	"times" integer DEFAULT 0 NOT NULL,
	"clearedAt" integer,
	"raisedAt" integer
);

CREATE TABLE "audit" (
	"id" integer PRIMARY KEY NOT NULL,
	"at" integer NOT NULL,
	"osUser" text NOT NULL,
	"by" text,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"before" text,
	"after" text
);

CREATE TABLE "calendars" (
	"code" text PRIMARY KEY NOT NULL,
	"zone" text NOT NULL,
	"hours" text NOT NULL
);

CREATE TABLE "complaintHistory" (
	"id" integer PRIMARY KEY NOT NULL,
	"trackingId" text NOT NULL,
	"at" integer NOT NULL,
	"source" text NOT NULL,
	"field" text NOT NULL,
	"before" text,
	"after" text,
	FOREIGN KEY ("trackingId") REFERENCES "complaints"("trackingId") ON UPDATE no action ON DELETE no action
);

CREATE INDEX "complaintHistoryByComplaint" ON "complaintHistory" ("trackingId");
CREATE TABLE "complaints" (
	"trackingId" text PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"title" text,
	"classification" text,
	"categoryId" text,
	"category" text,
	"channel" text,
	"statusRaw" text,
	"status" text NOT NULL,
	"institutionName" text,
	"opdExternalId" text,
	"opdName" text,
	"opdId" integer,
	"opdIsUnknown" integer DEFAULT false NOT NULL,
	"reportedAt" integer,
	"disposedAt" integer,
	"firstSeenAt" integer NOT NULL,
	"unitSeenAt" integer,
	"confirmedAt" integer NOT NULL,
	"missingSince" integer,
	"firstFollowUpAt" integer,
	"firstFollowUpIsBound" integer DEFAULT false NOT NULL,
	"lastFollowUpAt" integer,
	"followUpCount" integer,
	"lastReporterReplyAt" integer,
	"answeredAt" integer,
	"closedAt" integer,
	"pauses" text,
	"locationName" text,
	"isAnonymous" integer NOT NULL,
	"isSecret" integer NOT NULL,
	"isPriority" integer DEFAULT false NOT NULL,
	"statusNote" text,
	"url" text,
	"isBacklog" integer DEFAULT false NOT NULL,
	"resumedAt" integer,
	"isHistoric" integer DEFAULT false NOT NULL,
	"sourceRow" integer,
	"syncedAt" integer NOT NULL,
	FOREIGN KEY ("opdId") REFERENCES "units"("id") ON UPDATE no action ON DELETE no action
);

CREATE INDEX "complaintsByUnit" ON "complaints" ("opdId");
CREATE INDEX "complaintsUnplaced" ON "complaints" ("opdIsUnknown") WHERE "opdIsUnknown" = 1;
CREATE TABLE "envelopes" (
	"wireId" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"recipient" text NOT NULL,
	"content" text NOT NULL,
	"createdAt" integer NOT NULL
);

CREATE TABLE "escalationLog" (
	"id" integer PRIMARY KEY NOT NULL,
	"escalationId" integer NOT NULL,
	"at" integer NOT NULL,
	"event" text NOT NULL,
	"step" integer,
	"detail" text,
	FOREIGN KEY ("escalationId") REFERENCES "escalations"("id") ON UPDATE no action ON DELETE no action
);

CREATE INDEX "escalationLogByEscalation" ON "escalationLog" ("escalationId");
CREATE TABLE "escalations" (
	"id" integer PRIMARY KEY NOT NULL,
	"trackingId" text NOT NULL,
	"clock" text NOT NULL,
	"epoch" integer NOT NULL,
	"unitId" integer,
	"ruleId" integer NOT NULL,
	"ruleVersionId" integer NOT NULL,
	"anchorAt" integer NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"nextStep" integer NOT NULL,
	"stepDueAt" integer,
	"dueAt" integer,
	"heldUntil" integer,
	"firedAt" integer,
	"toldAt" integer,
	"toldBefore" integer,
	"unreachable" integer NOT NULL,
	"reminders" integer NOT NULL,
	"remindFrom" integer,
	"ackedAt" integer,
	"ackedBy" text,
	"notBefore" integer,
	"isReopened" integer DEFAULT false NOT NULL,
	"round" integer DEFAULT 0 NOT NULL,
	"startedAt" integer NOT NULL,
	"endedAt" integer,
	FOREIGN KEY ("trackingId") REFERENCES "complaints"("trackingId") ON UPDATE no action ON DELETE no action,
	FOREIGN KEY ("unitId") REFERENCES "units"("id") ON UPDATE no action ON DELETE no action,
	FOREIGN KEY ("ruleVersionId") REFERENCES "ruleVersions"("id") ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX "escalationsByRun" ON "escalations" ("trackingId","clock","epoch");
CREATE INDEX "escalationsDue" ON "escalations" ("dueAt") WHERE "dueAt" is not null;
CREATE INDEX "escalationsHeld" ON "escalations" ("reason") WHERE "state" = 'held';
CREATE TABLE "holders" (
	"id" integer PRIMARY KEY NOT NULL,
	"unitId" integer NOT NULL,
	"post" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"wa" text,
	"email" text,
	"fromDate" text,
	"toDate" text,
	"leftAt" integer,
	"confirmedAt" integer,
	"askedAt" integer,
	FOREIGN KEY ("unitId") REFERENCES "units"("id") ON UPDATE no action ON DELETE no action
);

CREATE INDEX "holdersByPost" ON "holders" ("unitId","post");
CREATE INDEX "holdersByWa" ON "holders" ("wa");
CREATE TABLE "holidayYears" (
	"year" integer PRIMARY KEY NOT NULL,
	"decree" text NOT NULL
);

CREATE TABLE "holidays" (
	"date" text NOT NULL,
	"calendar" text DEFAULT '' NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"decree" text NOT NULL,
	PRIMARY KEY("date", "calendar")
);

CREATE TABLE "inbound" (
	"key" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"sender" text,
	"at" integer NOT NULL,
	"text" text,
	"quotedWireId" text,
	"handledAt" integer,
	"outcome" text
);

CREATE INDEX "inboundWaiting" ON "inbound" ("at") WHERE "handledAt" is null;
CREATE TABLE "invites" (
	"codeHash" text PRIMARY KEY NOT NULL,
	"holderId" integer NOT NULL,
	"createdAt" integer NOT NULL,
	"expiresAt" integer NOT NULL,
	"usedAt" integer,
	"usedBy" text,
	FOREIGN KEY ("holderId") REFERENCES "holders"("id") ON UPDATE no action ON DELETE no action
);

CREATE TABLE "outages" (
	"id" integer PRIMARY KEY NOT NULL,
	"fromAt" integer NOT NULL,
	"toAt" integer NOT NULL,
	"note" text
);

CREATE TABLE "outbox" (
	"id" integer PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"channel" text NOT NULL,
	"intended" text NOT NULL,
	"recipient" text NOT NULL,
	"holderId" integer,
	"person" text NOT NULL,
	"kind" text NOT NULL,
	"trackingId" text,
	"escalationId" integer,
	"step" integer,
	"occurrence" integer,
	"unitId" integer,
	"post" text,
	"reason" text NOT NULL,
	"data" text,
	"bundle" text,
	"fallback" text,
	"state" text NOT NULL,
	"note" text,
	"dueAt" integer NOT NULL,
	"notBefore" integer NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"wireId" text,
	"createdAt" integer NOT NULL,
	"acceptedAt" integer,
	"deliveredAt" integer,
	"readAt" integer
);

CREATE UNIQUE INDEX "outboxByKey" ON "outbox" ("key");
CREATE INDEX "outboxPending" ON "outbox" ("channel","notBefore") WHERE "state" = 'pending';
CREATE INDEX "outboxSending" ON "outbox" ("state") WHERE "state" = 'sending';
CREATE INDEX "outboxByEscalation" ON "outbox" ("escalationId");
CREATE INDEX "outboxByWire" ON "outbox" ("wireId") WHERE "wireId" is not null;
CREATE INDEX "outboxByRecipient" ON "outbox" ("channel","recipient","acceptedAt");
CREATE TABLE "posts" (
	"unitId" integer NOT NULL,
	"post" text NOT NULL,
	PRIMARY KEY("unitId", "post"),
	FOREIGN KEY ("unitId") REFERENCES "units"("id") ON UPDATE no action ON DELETE no action
);

CREATE TABLE "ruleSteps" (
	"versionId" integer NOT NULL,
	"step" integer NOT NULL,
	"after" text NOT NULL,
	"post" text NOT NULL,
	"channels" text NOT NULL,
	"window" text NOT NULL,
	"remindEvery" text,
	"remindMax" integer,
	"deliver" text DEFAULT 'each' NOT NULL,
	PRIMARY KEY("versionId", "step"),
	FOREIGN KEY ("versionId") REFERENCES "ruleVersions"("id") ON UPDATE no action ON DELETE no action
);

CREATE TABLE "ruleVersions" (
	"id" integer PRIMARY KEY NOT NULL,
	"ruleId" integer NOT NULL,
	"version" integer NOT NULL,
	"clock" text NOT NULL,
	"match" text NOT NULL,
	"limit" text NOT NULL,
	"gap" text NOT NULL,
	"reopen" integer NOT NULL,
	"createdAt" integer NOT NULL,
	FOREIGN KEY ("ruleId") REFERENCES "rules"("id") ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX "ruleVersionsByNumber" ON "ruleVersions" ("ruleId","version");
CREATE TABLE "rules" (
	"id" integer PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"order" integer NOT NULL,
	"active" integer NOT NULL,
	"versionId" integer NOT NULL
);

CREATE UNIQUE INDEX "rulesByName" ON "rules" ("name");
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);

CREATE TABLE "sources" (
	"source" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"zone" text DEFAULT 'UTC' NOT NULL,
	"maxAge" text,
	"asOf" integer,
	"lastOkAt" integer,
	"lastErrorAt" integer,
	"lastError" text,
	"cursor" text
);

CREATE TABLE "specialHours" (
	"id" integer PRIMARY KEY NOT NULL,
	"calendar" text DEFAULT '' NOT NULL,
	"fromDate" text NOT NULL,
	"toDate" text NOT NULL,
	"name" text NOT NULL,
	"hours" text NOT NULL,
	"decree" text NOT NULL
);

CREATE TABLE "statusWords" (
	"key" text PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"status" text NOT NULL,
	"reportedAt" integer
);

CREATE TABLE "unitAliases" (
	"id" integer PRIMARY KEY NOT NULL,
	"unitId" integer NOT NULL,
	"alias" text NOT NULL,
	"key" text NOT NULL,
	FOREIGN KEY ("unitId") REFERENCES "units"("id") ON UPDATE no action ON DELETE no action
);

CREATE INDEX "unitAliasesByKey" ON "unitAliases" ("key");
CREATE TABLE "units" (
	"id" integer PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"sebutan" text,
	"externalId" text,
	"parentId" integer,
	"calendar" text,
	"zone" text
);

CREATE UNIQUE INDEX "unitsByCode" ON "units" ("code");
CREATE UNIQUE INDEX "unitsByExternalId" ON "units" ("externalId");
CREATE TABLE "waAuth" (
	"type" text NOT NULL,
	"id" text NOT NULL,
	"value" text NOT NULL,
	PRIMARY KEY("type", "id")
) WITHOUT ROWID;

