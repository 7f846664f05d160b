package dev.varve.engine.database.postgres;

/** What is asked about a database apart from its schema and its rows. */
final class HealthQueries {

    /** Who else is connected; of other roles' sessions a plain role may not see everything. */
    static final String CONNECTIONS = """
            SELECT COALESCE(NULLIF(application_name, ''), 'unnamed') AS application, COALESCE(usename, '?') AS role,
              COALESCE(state, 'unseen') AS state, count(*) AS connections,
              COALESCE(max(extract(epoch FROM now() - xact_start))::bigint, 0) AS seconds
            FROM pg_catalog.pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND COALESCE(backend_type, 'client backend') = 'client backend'
            AND application_name IS DISTINCT FROM 'varve'
            GROUP BY 1, 2, 3 ORDER BY 1, 2, 3""";

    static final String PREPARED = """
            SELECT gid, quote_literal(gid) AS quoted, owner, extract(epoch FROM now() - prepared)::bigint AS seconds
            FROM pg_catalog.pg_prepared_xacts WHERE database = current_database() ORDER BY prepared""";

    static final String SLOTS = """
            SELECT slot_name AS slot, quote_literal(slot_name) AS quoted, CASE WHEN pg_is_in_recovery() THEN 0
              ELSE pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::bigint END AS bytes
            FROM pg_catalog.pg_replication_slots
            WHERE NOT active AND restart_lsn IS NOT NULL AND (database IS NULL OR database = current_database()) ORDER BY slot_name""";

    /** Not those of a partitioned table, which are whole once each partition has its own. */
    static final String INVALID_INDEXES = """
            SELECT n.nspname AS schema, i.relname AS index, c.relname AS table
            FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid JOIN pg_catalog.pg_class c ON c.oid = x.indrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = i.relnamespace
            WHERE NOT x.indisvalid AND i.relkind = 'i' AND n.nspname !~ '^pg_' ORDER BY 1, 2""";

    static final String NOT_VALID = """
            SELECT n.nspname AS schema, c.relname AS table, k.conname AS constraint
            FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT k.convalidated AND k.contype IN ('c', 'f') AND n.nspname !~ '^pg_' ORDER BY 1, 2, 3""";

    /** What rows may not be read by this role. */
    static final String UNREADABLE = """
            SELECT n.nspname AS schema, c.relname AS table,
              has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS granted
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            AND (NOT has_schema_privilege(n.oid, 'USAGE') OR NOT has_table_privilege(c.oid, 'SELECT') OR row_security_active(c.oid))
            ORDER BY 1, 2""";

    /** Sessions that keep readers of some table out. */
    static final String LOCK_HOLDERS = """
            SELECT DISTINCT COALESCE(NULLIF(a.application_name, ''), 'unnamed') || ' (role ' || COALESCE(a.usename, '?') || ', pid ' || l.pid || ')'
              AS who
            FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
            WHERE l.granted AND l.mode = 'AccessExclusiveLock' AND l.locktype = 'relation'
            AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()) ORDER BY 1""";

    static final String VERSION = "SELECT current_setting('server_version_num') AS version";

    private HealthQueries() {}
}
