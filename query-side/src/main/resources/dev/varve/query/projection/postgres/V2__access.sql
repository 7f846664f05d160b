-- Tokens and users; and the timeline holds events that are about no database. Every view is made anew from the events.

alter table timeline alter column target drop not null;

create table access_token (
    token_id text collate "C" not null primary key,
    sha256   text collate "C" not null,
    sequence bigint not null,
    document text   not null
);
create index access_token_by_hash on access_token (sha256);

create table access_user (
    user_name text collate "C" not null primary key,
    sequence  bigint not null,
    document  text   not null
);

delete from target_status;
delete from timeline;
delete from started_step;
delete from backup;
delete from finding;
update view_position set sequence = 0, event_id = null where id = 1;
