-- The event log. Nothing but the store writes here; the triggers keep honest hands off, the Merkle tree shows dishonest ones.

CREATE TABLE domain_event (
    global_index     INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id         TEXT    NOT NULL,
    aggregate_id     TEXT    NOT NULL,
    sequence_number  INTEGER NOT NULL,
    aggregate_type   TEXT,
    recorded_at      TEXT    NOT NULL,
    payload_type     TEXT    NOT NULL,
    payload_revision TEXT,
    payload          BLOB    NOT NULL,
    metadata         BLOB    NOT NULL,
    -- Derived on reading, so the leaf over the payload covers them.
    target           TEXT GENERATED ALWAYS AS (json_extract(CAST(payload AS TEXT), '$.target')) VIRTUAL,
    run_id           TEXT GENERATED ALWAYS AS (json_extract(CAST(payload AS TEXT), '$.runId')) VIRTUAL,
    CONSTRAINT one_event_per_sequence_number UNIQUE (aggregate_id, sequence_number),
    CONSTRAINT one_row_per_event UNIQUE (event_id)
) STRICT;

CREATE INDEX domain_event_by_target ON domain_event (target);
CREATE INDEX domain_event_by_run ON domain_event (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX domain_event_by_type ON domain_event (payload_type);
CREATE INDEX domain_event_by_time ON domain_event (recorded_at);

CREATE TABLE snapshot_event (
    event_id         TEXT    NOT NULL UNIQUE,
    aggregate_id     TEXT    NOT NULL,
    sequence_number  INTEGER NOT NULL,
    aggregate_type   TEXT    NOT NULL,
    recorded_at      TEXT    NOT NULL,
    payload_type     TEXT    NOT NULL,
    payload_revision TEXT,
    payload          BLOB    NOT NULL,
    metadata         BLOB    NOT NULL,
    PRIMARY KEY (aggregate_id, sequence_number)
) STRICT;

-- Leaf i belongs to the event with global index i + 1.
CREATE TABLE merkle_leaf (
    leaf_index INTEGER PRIMARY KEY,
    leaf_hash  BLOB NOT NULL,
    root_hash  BLOB NOT NULL
) STRICT;

CREATE TABLE log_head (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    size      INTEGER NOT NULL,
    root_hash BLOB    NOT NULL,
    frontier  BLOB    NOT NULL
) STRICT;

-- The root of a tree without leaves is SHA-256 of nothing.
INSERT INTO log_head (id, size, root_hash, frontier)
VALUES (1, 0, x'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', x'');

CREATE TABLE blob (
    sha256     TEXT PRIMARY KEY,
    size_bytes INTEGER NOT NULL,
    content    BLOB    NOT NULL
) STRICT;

CREATE TRIGGER domain_event_is_never_updated BEFORE UPDATE ON domain_event
BEGIN SELECT RAISE(ABORT, 'the log is append-only: an event is never altered'); END;
CREATE TRIGGER domain_event_is_never_deleted BEFORE DELETE ON domain_event
BEGIN SELECT RAISE(ABORT, 'the log is append-only: an event is never deleted'); END;
CREATE TRIGGER merkle_leaf_is_never_updated BEFORE UPDATE ON merkle_leaf
BEGIN SELECT RAISE(ABORT, 'the log is append-only: a leaf is never altered'); END;
CREATE TRIGGER merkle_leaf_is_never_deleted BEFORE DELETE ON merkle_leaf
BEGIN SELECT RAISE(ABORT, 'the log is append-only: a leaf is never deleted'); END;
CREATE TRIGGER log_head_only_grows BEFORE UPDATE ON log_head WHEN NEW.size < OLD.size
BEGIN SELECT RAISE(ABORT, 'the log is append-only: its head never shrinks'); END;
CREATE TRIGGER log_head_is_never_deleted BEFORE DELETE ON log_head
BEGIN SELECT RAISE(ABORT, 'the log is append-only: its head is never deleted'); END;
CREATE TRIGGER blob_is_never_updated BEFORE UPDATE ON blob
BEGIN SELECT RAISE(ABORT, 'the log is append-only: a blob is never altered'); END;
CREATE TRIGGER blob_is_never_deleted BEFORE DELETE ON blob
BEGIN SELECT RAISE(ABORT, 'the log is append-only: a blob is never deleted'); END;

-- "varv" in the header says whose file this is; user_version says which of these scripts it has seen.
PRAGMA application_id = 1986097782;
PRAGMA user_version = 1;
