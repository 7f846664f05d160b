-- Tokens and users; and the timeline holds events that are about no database. Every view is made anew from the events.

drop table timeline;
create table timeline (
    sequence   bigint        not null primary key,
    event_id   varchar(65535) not null,
    event_type varchar(65535) not null,
    at_nanos   bigint        not null,
    actor      varchar(65535),
    target     varchar(65535),
    run_id     varchar(65535),
    summary    clob          not null,
    document   clob          not null
);
create index timeline_by_target on timeline (target, sequence);
create index timeline_by_run on timeline (run_id, sequence);

create table access_token (
    token_id varchar(65535) not null primary key,
    sha256   varchar(65535) not null,
    sequence bigint        not null,
    document clob          not null
);
create index access_token_by_hash on access_token (sha256);

create table access_user (
    user_name varchar(65535) not null primary key,
    sequence  bigint        not null,
    document  clob          not null
);

delete from target_status;
delete from started_step;
delete from backup;
delete from finding;
update view_position set sequence = 0, event_id = null where id = 1;
