-- One row a run, and the events of a type without a look at all of them. What stands in the views is made anew from the events.
create table run (
    run_id         varchar(65535) not null primary key,
    target         varchar(65535) not null,
    kind           varchar(65535),
    outcome        varchar(65535),
    started_at     bigint         not null,
    ended_at       bigint,
    actor          varchar(65535),
    reason         varchar(65535),
    ticket         varchar(65535),
    steps_done     integer        not null,
    steps_planned  integer        not null,
    first_sequence bigint         not null,
    last_sequence  bigint         not null
);
-- Which events were recorded on a day since 1970-01-01.
create table timeline_day (
    day_number     bigint         not null primary key,
    first_sequence bigint         not null,
    last_sequence  bigint         not null
);

create index run_by_beginning on run (first_sequence);
create index run_by_target on run (target, first_sequence);
create index run_by_outcome on run (outcome, first_sequence);
create index backup_by_last on backup (sequence);
create index timeline_by_type on timeline (event_type, sequence);

delete from target_status;
delete from timeline;
delete from started_step;
delete from backup;
delete from finding;
delete from access_token;
delete from access_user;
update view_position set sequence = 0, event_id = null where id = 1;
