-- The read model of a shared store, in a schema of its own. As the embedded one's, with texts that compare by their bytes, as there; times are
-- nanoseconds since 1970-01-01T00:00:00Z.
-- After a release, a new shape of a row or document comes with a migration that empties every table and sets the position to 0:
-- the views are then made anew from the events.

-- One row: how far the views have come, and who is at work on them.
create table view_position (
    id         integer      not null primary key check (id = 1),
    sequence   bigint       not null,
    event_id   text collate "C",
    owner      text collate "C",
    claimed_at bigint
) with (fillfactor = 20);
insert into view_position (id, sequence) values (1, 0);

create table target_status (
    target   text collate "C" not null primary key,
    sequence bigint        not null,
    document text          not null
);

create table timeline (
    sequence   bigint        not null primary key,
    event_id   text collate "C" not null,
    event_type text collate "C" not null,
    at_nanos   bigint        not null,
    actor      text collate "C",
    target     text collate "C" not null,
    run_id     text collate "C",
    summary    text          not null,
    document   text          not null
);
create index timeline_by_target on timeline (target, sequence);
create index timeline_by_run on timeline (run_id, sequence);

-- What the intent of a step told, for the sentence about its outcome.
create table started_step (
    run_id  text collate "C" not null,
    ordinal integer      not null,
    total   integer      not null,
    message text,
    primary key (run_id, ordinal)
);

create table backup (
    target     text collate "C" not null,
    backup_id  text collate "C" not null,
    proven     integer       not null,
    sequence   bigint        not null,
    document   text          not null,
    primary key (target, backup_id)
);

create table finding (
    target    text collate "C" not null,
    ordinal   integer       not null,
    code      text collate "C" not null,
    severity  text collate "C" not null,
    message   text          not null,
    remedy    text,
    first_at  bigint        not null,
    last_at   bigint        not null,
    sequence  bigint        not null,
    primary key (target, ordinal)
);
