-- The read model. The same statements run on SQLite and on H2; times are nanoseconds since 1970-01-01T00:00:00Z.
-- After a release, a new shape of a row or document comes with a migration that empties every table and sets the position to 0:
-- the views are then made anew from the events.

-- One row: how far the views have come, and who is at work on them.
create table view_position (
    id         integer      not null primary key check (id = 1),
    sequence   bigint       not null,
    event_id   varchar(65535),
    owner      varchar(65535),
    claimed_at bigint
);
insert into view_position (id, sequence) values (1, 0);

create table target_status (
    target   varchar(65535) not null primary key,
    sequence bigint        not null,
    document clob          not null
);

create table timeline (
    sequence   bigint        not null primary key,
    event_id   varchar(65535) not null,
    event_type varchar(65535) not null,
    at_nanos   bigint        not null,
    actor      varchar(65535),
    target     varchar(65535) not null,
    run_id     varchar(65535),
    summary    clob          not null,
    document   clob          not null
);
create index timeline_by_target on timeline (target, sequence);
create index timeline_by_run on timeline (run_id, sequence);

-- What the intent of a step told, for the sentence about its outcome.
create table started_step (
    run_id  varchar(65535) not null,
    ordinal integer      not null,
    total   integer      not null,
    message clob,
    primary key (run_id, ordinal)
);

create table backup (
    target     varchar(65535) not null,
    backup_id  varchar(65535) not null,
    proven     integer       not null,
    sequence   bigint        not null,
    document   clob          not null,
    primary key (target, backup_id)
);

create table finding (
    target    varchar(65535) not null,
    ordinal   integer       not null,
    code      varchar(65535) not null,
    severity  varchar(65535) not null,
    message   clob          not null,
    remedy    clob,
    first_at  bigint        not null,
    last_at   bigint        not null,
    sequence  bigint        not null,
    primary key (target, ordinal)
);
