package dev.varve.engine.database.postgres;

import java.util.List;

/** What stands beside the tables, one query for all of a kind; rows as in {@link TableQueries}. */
final class ObjectQueries {

    /** How a sequence counts; where it stands is content. */
    static final String SEQUENCE = """
            format('from %s by %s within %s and %s cache %s', s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache)
            || CASE WHEN s.seqcycle THEN ' cycle' ELSE '' END""";

    /** Of an object in a schema, joined as {@code n} and {@code o}, that is neither the system's nor an extension's. */
    private static String ours(String catalog, String schema) {
        return """
                FROM %1$s o JOIN pg_namespace n ON n.oid = o.%2$s
                AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                AND NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.classid = '%1$s'::regclass AND x.objid = o.oid AND x.deptype = 'e')
                """.formatted(catalog, schema);
    }

    private static final String SCHEMAS = """
            SELECT 'SCHEMA' AS kind, NULL AS schema, n.nspname AS owner, NULL AS part, '' AS definition FROM pg_namespace n
            WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'public')
            AND NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.classid = 'pg_namespace'::regclass AND x.objid = n.oid AND x.deptype = 'e')""";

    private static final String VIEWS = """
            SELECT 'VIEW' AS kind, n.nspname AS schema, c.relname AS owner, NULL AS part,
              concat_ws(' ', CASE c.relkind WHEN 'm' THEN 'materialized' END, %s, rtrim(pg_get_viewdef(c.oid), ';')) AS definition
            %s WHERE c.relkind IN ('v', 'm')""".formatted(TableQueries.OPTIONS, TableQueries.RELATIONS);

    /** Those behind an identity column are told with it. */
    private static final String SEQUENCES = """
            SELECT 'SEQUENCE' AS kind, n.nspname AS schema, c.relname AS owner, NULL AS part, concat_ws(' ',
              format_type(s.seqtypid, NULL), %s,
              (SELECT 'owned by ' || format('%%I.%%I.%%I', tn.nspname, t.relname, a.attname) FROM pg_depend k
               JOIN pg_class t ON t.oid = k.refobjid JOIN pg_namespace tn ON tn.oid = t.relnamespace
               JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.refobjsubid
               WHERE k.classid = 'pg_class'::regclass AND k.objid = c.oid AND k.refclassid = 'pg_class'::regclass AND k.deptype = 'a'))
              AS definition
            %s JOIN pg_sequence s ON s.seqrelid = c.oid
            WHERE NOT EXISTS (SELECT 1 FROM pg_depend k WHERE k.classid = 'pg_class'::regclass AND k.objid = c.oid
              AND k.refclassid = 'pg_class'::regclass AND k.deptype = 'i')""".formatted(SEQUENCE, TableQueries.RELATIONS);

    private static final String TYPES = """
            SELECT 'TYPE' AS kind, n.nspname AS schema, o.typname AS owner, NULL AS part, CASE o.typtype
              WHEN 'e' THEN (SELECT 'enum (' || COALESCE(string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder), '') || ')'
                FROM pg_enum e WHERE e.enumtypid = o.oid)
              WHEN 'r' THEN (SELECT 'range of ' || format_type(r.rngsubtype, NULL) FROM pg_range r WHERE r.rngtypid = o.oid)
              ELSE (SELECT 'composite (' || COALESCE(string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod), ', '
                ORDER BY a.attnum), '') || ')' FROM pg_attribute a WHERE a.attrelid = o.typrelid AND a.attnum > 0 AND NOT a.attisdropped)
              END AS definition
            %s WHERE o.typtype IN ('e', 'r')
              OR (o.typtype = 'c' AND EXISTS (SELECT 1 FROM pg_class c WHERE c.oid = o.typrelid AND c.relkind = 'c'))""".formatted(ours("pg_type", "typnamespace"));

    private static final String DOMAINS = """
            SELECT 'DOMAIN' AS kind, n.nspname AS schema, o.typname AS owner, NULL AS part, concat_ws(' ',
              format_type(o.typbasetype, o.typtypmod),
              CASE WHEN o.typcollation <> b.typcollation THEN
                (SELECT 'COLLATE ' || format('%%I.%%I', cn.nspname, co.collname) FROM pg_collation co
                 JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = o.typcollation) END,
              CASE WHEN o.typnotnull THEN 'NOT NULL' END, 'DEFAULT ' || o.typdefault,
              (SELECT string_agg(quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid), ' ' ORDER BY k.conname)
               FROM pg_constraint k WHERE k.contypid = o.oid AND k.contype = 'c')) AS definition
            %s JOIN pg_type b ON b.oid = o.typbasetype WHERE o.typtype = 'd'""".formatted(ours("pg_type", "typnamespace"));

    /** The server has no text for an aggregate: what it is made of. */
    private static final String ROUTINES = """
            SELECT 'ROUTINE' AS kind, n.nspname AS schema, o.proname AS owner, NULL AS part,
              '(' || pg_get_function_identity_arguments(o.oid) || ')' AS arguments,
              CASE WHEN o.prokind = 'a' THEN (SELECT 'aggregate returns ' || format_type(o.prorettype, NULL) || ' '
                || (to_jsonb(g) - 'aggfnoid')::text FROM (SELECT a.aggfnoid, a.aggtransfn::regprocedure::text AS transition,
                  a.aggfinalfn::text AS final, a.aggcombinefn::text AS combine, format_type(a.aggtranstype, NULL) AS state,
                  a.agginitval AS initial, a.aggkind AS aggregate FROM pg_aggregate a) g WHERE g.aggfnoid = o.oid)
              ELSE pg_get_functiondef(o.oid) END AS definition
            %s""".formatted(ours("pg_proc", "pronamespace"));

    private static final String COLLATIONS = """
            SELECT 'COLLATION' AS kind, n.nspname AS schema, o.collname AS owner, NULL AS part,
              (jsonb_strip_nulls(to_jsonb(o)) - '{oid,collname,collnamespace,collowner,collversion}'::text[])::text AS definition
            %s""".formatted(ours("pg_collation", "collnamespace"));

    /** Without the version: a server brings its own. */
    private static final String EXTENSIONS = """
            SELECT 'EXTENSION' AS kind, NULL AS schema, e.extname AS owner, NULL AS part, 'in schema ' || quote_ident(n.nspname) AS definition
            FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname <> 'plpgsql'""";

    private static final String EVENT_TRIGGERS = """
            SELECT 'TRIGGER' AS kind, NULL AS schema, e.evtname AS owner, NULL AS part,
              concat('on ', e.evtevent, CASE WHEN e.evttags IS NOT NULL THEN ' for ' || array_to_string(e.evttags, ', ') END, ' calls ',
                e.evtfoid::regprocedure, CASE e.evtenabled WHEN 'D' THEN ' disabled' WHEN 'R' THEN ' on replicas only'
                WHEN 'A' THEN ' also on replicas' END) AS definition
            FROM pg_event_trigger e
            WHERE NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.classid = 'pg_event_trigger'::regclass AND x.objid = e.oid AND x.deptype = 'e')""";

    static final List<String> FACETS =
            List.of(SCHEMAS, VIEWS, SEQUENCES, TYPES, DOMAINS, ROUTINES, COLLATIONS, EXTENSIONS, EVENT_TRIGGERS);

    private ObjectQueries() {}
}
