package dev.varve.engine.database.postgres;

/**
 * Who may do what beyond what everybody may from the beginning, and what was taken from them; without the owner's own rights. What
 * a right is on: a table's is part of the table, any other stands by itself.
 */
final class GrantQuery {

    private static final String OBJECTS = """
            SELECT n.nspname AS schema, c.relname AS name, c.relkind IN ('r', 'p', 'f') AS is_table, NULL AS part,
              CASE c.relkind WHEN 'S' THEN 'sequence' ELSE 'view' END AS word, c.relowner AS owner, c.relacl AS acl,
              'pg_class'::regclass AS catalog, c.oid, 0 AS sub, CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END AS kind
            %s WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
            UNION ALL
            SELECT n.nspname, c.relname, c.relkind IN ('r', 'p', 'f'), a.attname, 'view', c.relowner, a.attacl,
              'pg_class'::regclass, c.oid, a.attnum, 'c'
            %s JOIN pg_attribute a ON a.attrelid = c.oid AND a.attacl IS NOT NULL AND a.attnum > 0 AND NOT a.attisdropped
            UNION ALL
            SELECT NULL, n.nspname, false, NULL, 'schema', n.nspowner, n.nspacl, 'pg_namespace'::regclass, n.oid, 0, 'n'
            FROM pg_namespace n WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            UNION ALL
            SELECT n.nspname, p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', false, NULL, 'routine', p.proowner,
              p.proacl, 'pg_proc'::regclass, p.oid, 0, 'f' FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            UNION ALL
            SELECT n.nspname, t.typname, false, NULL, 'type', t.typowner, t.typacl, 'pg_type'::regclass, t.oid, 0, 'T'
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND t.typacl IS NOT NULL""".formatted(TableQueries.RELATIONS, TableQueries.RELATIONS);

    /** What initdb or an extension gave is where an object begins, else what PostgreSQL gives by itself. */
    static final String GRANTS = """
            WITH objects AS (%s), known AS (
              SELECT o.*, COALESCE(i.initprivs, acldefault(o.kind::"char", o.owner)) AS begun
              FROM objects o LEFT JOIN pg_init_privs i ON i.classoid = o.catalog AND i.objoid = o.oid AND i.objsubid = o.sub
              WHERE o.acl IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.classid = o.catalog AND x.objid = o.oid AND x.deptype = 'e')),
            now AS (SELECT k.catalog, k.oid, k.sub, r.grantee, r.privilege_type, bool_or(r.is_grantable) AS further FROM known k,
              aclexplode(k.acl) r WHERE r.grantee <> k.owner GROUP BY 1, 2, 3, 4, 5),
            before AS (SELECT k.catalog, k.oid, k.sub, r.grantee, r.privilege_type, bool_or(r.is_grantable) AS further FROM known k,
              aclexplode(k.begun) r WHERE r.grantee <> k.owner GROUP BY 1, 2, 3, 4, 5),
            changes AS (
              SELECT catalog, oid, sub, grantee, privilege_type || CASE WHEN further THEN ' with grant option' ELSE '' END AS right
              FROM (SELECT * FROM now EXCEPT SELECT * FROM before) more
              UNION ALL
              SELECT catalog, oid, sub, grantee, 'not ' || privilege_type FROM before b WHERE NOT EXISTS (SELECT 1 FROM now n
                WHERE (n.catalog, n.oid, n.sub, n.grantee, n.privilege_type) = (b.catalog, b.oid, b.sub, b.grantee, b.privilege_type)))
            SELECT 'GRANT' AS kind, k.schema, k.is_table::text AS is_table, k.word, k.name AS owner, k.part AS column_name,
              CASE WHEN c.grantee = 0 THEN 'public' ELSE quote_ident(pg_get_userbyid(c.grantee)) END AS grantee,
              string_agg(c.right, ', ' ORDER BY c.right) AS definition
            FROM known k JOIN changes c ON (c.catalog, c.oid, c.sub) = (k.catalog, k.oid, k.sub)
            GROUP BY k.schema, k.is_table, k.word, k.name, k.part, c.grantee""".formatted(OBJECTS);

    private GrantQuery() {}
}
