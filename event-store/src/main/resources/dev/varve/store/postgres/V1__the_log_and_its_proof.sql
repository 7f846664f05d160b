-- The event log, as in the embedded store. Nothing but the store writes here; rights and triggers keep honest hands off, the Merkle tree
-- shows dishonest ones. Texts compare by their bytes, whatever the database's collation is.

CREATE TABLE event_store (
    id             integer PRIMARY KEY CHECK (id = 1),
    store_id       uuid    NOT NULL,
    schema_version integer NOT NULL
);

-- The member of a payload that is a text. PostgreSQL's texts have no NUL, JSON's may. In PL/pgSQL, whose plans a session keeps: two of these are
-- in each append, and a function in SQL is planned anew for each.
CREATE FUNCTION text_in(payload bytea, member text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS
$$ DECLARE
    body text := convert_from(payload, 'UTF8');
BEGIN
    IF strpos(body, '\u0000') > 0 THEN
        body := regexp_replace(body, '(?<!\\)((?:\\\\)*)\\u0000', '\1\\ufffd', 'g');
    END IF;
    RETURN body::json ->> member;
END $$;

CREATE TABLE domain_event (
    global_index     bigint PRIMARY KEY CHECK (global_index > 0),
    event_id         text   COLLATE "C" NOT NULL,
    aggregate_id     text   COLLATE "C" NOT NULL,
    sequence_number  bigint NOT NULL,
    aggregate_type   text   COLLATE "C",
    recorded_at      text   COLLATE "C" NOT NULL,
    payload_type     text   COLLATE "C" NOT NULL,
    payload_revision text   COLLATE "C",
    payload          bytea  NOT NULL,
    metadata         bytea  NOT NULL,
    -- Derived, so the leaf over the payload covers them.
    target           text   COLLATE "C" GENERATED ALWAYS AS (text_in(payload, 'target')) STORED,
    run_id           text   COLLATE "C" GENERATED ALWAYS AS (text_in(payload, 'runId')) STORED,
    CONSTRAINT one_event_per_sequence_number UNIQUE (aggregate_id, sequence_number),
    CONSTRAINT one_row_per_event UNIQUE (event_id)
);

CREATE INDEX domain_event_by_target ON domain_event (target);
CREATE INDEX domain_event_by_run ON domain_event (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX domain_event_by_type ON domain_event (payload_type);
CREATE INDEX domain_event_by_time ON domain_event (recorded_at);

CREATE TABLE snapshot_event (
    event_id         text   COLLATE "C" NOT NULL UNIQUE,
    aggregate_id     text   COLLATE "C" NOT NULL,
    sequence_number  bigint NOT NULL,
    aggregate_type   text   COLLATE "C" NOT NULL,
    recorded_at      text   COLLATE "C" NOT NULL,
    payload_type     text   COLLATE "C" NOT NULL,
    payload_revision text   COLLATE "C",
    payload          bytea  NOT NULL,
    metadata         bytea  NOT NULL,
    PRIMARY KEY (aggregate_id, sequence_number)
);

-- Leaf i belongs to the event with global index i + 1.
CREATE TABLE merkle_leaf (
    leaf_index bigint PRIMARY KEY,
    leaf_hash  bytea  NOT NULL,
    root_hash  bytea  NOT NULL
);

CREATE TABLE log_head (
    id        integer PRIMARY KEY CHECK (id = 1),
    size      bigint  NOT NULL,
    root_hash bytea   NOT NULL,
    frontier  bytea   NOT NULL
) WITH (fillfactor = 20);

-- The root of a tree without leaves is SHA-256 of nothing.
INSERT INTO log_head (id, size, root_hash, frontier)
VALUES (1, 0, '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '\x');

CREATE TABLE blob (
    sha256     text   COLLATE "C" PRIMARY KEY,
    size_bytes bigint NOT NULL,
    content    bytea  NOT NULL
);

CREATE FUNCTION refuse_to_alter_the_log() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the log is append-only: % of % is refused', TG_OP, TG_TABLE_NAME; END $$;

CREATE FUNCTION refuse_to_shrink_the_log() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF NEW.size < OLD.size THEN
        RAISE EXCEPTION 'the log is append-only: its head never shrinks';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER domain_event_is_never_altered BEFORE UPDATE OR DELETE ON domain_event
    FOR EACH ROW EXECUTE FUNCTION refuse_to_alter_the_log();
CREATE TRIGGER domain_event_is_never_truncated BEFORE TRUNCATE ON domain_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_alter_the_log();
CREATE TRIGGER merkle_leaf_is_never_altered BEFORE UPDATE OR DELETE ON merkle_leaf
    FOR EACH ROW EXECUTE FUNCTION refuse_to_alter_the_log();
CREATE TRIGGER merkle_leaf_is_never_truncated BEFORE TRUNCATE ON merkle_leaf
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_alter_the_log();
CREATE TRIGGER blob_is_never_altered BEFORE UPDATE OR DELETE ON blob
    FOR EACH ROW EXECUTE FUNCTION refuse_to_alter_the_log();
CREATE TRIGGER blob_is_never_truncated BEFORE TRUNCATE ON blob
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_alter_the_log();
CREATE TRIGGER log_head_only_grows BEFORE UPDATE ON log_head
    FOR EACH ROW EXECUTE FUNCTION refuse_to_shrink_the_log();
CREATE TRIGGER log_head_is_never_deleted BEFORE DELETE ON log_head
    FOR EACH ROW EXECUTE FUNCTION refuse_to_alter_the_log();
CREATE TRIGGER log_head_is_never_truncated BEFORE TRUNCATE ON log_head
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_alter_the_log();

-- Says whose schema this is, which store of all, and which of these scripts it has seen.
INSERT INTO event_store (id, store_id, schema_version) VALUES (1, gen_random_uuid(), 1);
