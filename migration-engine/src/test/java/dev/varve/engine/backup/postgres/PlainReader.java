package dev.varve.engine.backup.postgres;

import dev.varve.engine.database.TableContent;
import dev.varve.engine.hash.Sha256;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** The catalog's own definitions as a fingerprint, and every row as text: slow, and nothing that a restore may lose is left out. */
final class PlainReader implements SnapshotReader {

    private static final String OURS = " n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')";
    private static final String OF_RELATION =
            " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE" + OURS + " ORDER BY 1";
    private static final String JOINED =
            " JOIN pg_class c ON c.oid = x.%s JOIN pg_namespace n ON n.oid = c.relnamespace";

    private static final List<String> DEFINITIONS = List.of(
            "SELECT concat_ws('|', n.nspname, c.relname, c.relkind, c.relowner::regrole, c.relacl, c.relrowsecurity,"
                    + " c.relforcerowsecurity, c.reloptions, pg_get_expr(c.relpartbound, c.oid), obj_description(c.oid))"
                    + OF_RELATION,
            "SELECT concat_ws('|', n.nspname, c.relname, x.attname, format_type(x.atttypid, x.atttypmod), x.attnotnull,"
                    + " x.attidentity, x.attgenerated, pg_get_expr(d.adbin, d.adrelid)) FROM pg_attribute x"
                    + JOINED.formatted("attrelid")
                    + " LEFT JOIN pg_attrdef d ON d.adrelid = x.attrelid AND d.adnum = x.attnum"
                    + " WHERE x.attnum > 0 AND NOT x.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm') AND" + OURS
                    + " ORDER BY 1",
            "SELECT concat_ws('|', c.oid::regclass, x.conname, pg_get_constraintdef(x.oid)) FROM pg_constraint x"
                    + JOINED.formatted("conrelid") + " WHERE" + OURS + " ORDER BY 1",
            "SELECT concat_ws('|', pg_get_indexdef(x.indexrelid), x.indisvalid) FROM pg_index x"
                    + JOINED.formatted("indrelid") + " WHERE" + OURS + " ORDER BY 1",
            "SELECT concat_ws('|', pg_get_triggerdef(x.oid), x.tgenabled) FROM pg_trigger x"
                    + JOINED.formatted("tgrelid") + " WHERE NOT x.tgisinternal AND" + OURS + " ORDER BY 1",
            "SELECT concat_ws('|', c.oid::regclass, pg_get_viewdef(c.oid)) FROM pg_class c JOIN pg_namespace n"
                    + " ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm') AND" + OURS + " ORDER BY 1",
            "SELECT concat_ws('|', n.nspname, p.proowner::regrole, pg_get_functiondef(p.oid)) FROM pg_proc p"
                    + " JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.prokind IN ('f', 'p') AND" + OURS
                    + " ORDER BY 1",
            "SELECT concat_ws('|', n.nspname, t.typname, e.enumlabel, rank() OVER (PARTITION BY t.oid ORDER BY"
                    + " e.enumsortorder)) FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid JOIN pg_namespace n ON"
                    + " n.oid = t.typnamespace ORDER BY 1",
            "SELECT concat_ws('|', t.typname, format_type(t.typbasetype, t.typtypmod), t.typdefault, t.typnotnull,"
                    + " (SELECT string_agg(pg_get_constraintdef(k.oid), ',' ORDER BY k.conname) FROM pg_constraint k"
                    + " WHERE k.contypid = t.oid)) FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
                    + " WHERE t.typtype = 'd' AND" + OURS + " ORDER BY 1",
            "SELECT concat_ws('|', schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check)"
                    + " FROM pg_policies ORDER BY 1",
            "SELECT concat_ws('|', e.extname, e.extversion, n.nspname) FROM pg_extension e"
                    + " JOIN pg_namespace n ON n.oid = e.extnamespace ORDER BY 1",
            "SELECT concat_ws('|', n.nspname, n.nspowner::regrole, n.nspacl) FROM pg_namespace n WHERE" + OURS
                    + " AND n.nspname NOT LIKE 'pg\\_t%' ORDER BY 1",
            "SELECT concat_ws('|', schemaname, sequencename, data_type, start_value, increment_by, cycle)"
                    + " FROM pg_sequences ORDER BY 1");

    @Override
    public String fingerprint(Connection snapshot) throws SQLException {
        var hash = new Sha256();
        for (var query : DEFINITIONS) {
            Sql.texts(snapshot, query).forEach(hash::addText);
        }
        return hash.hex();
    }

    @Override
    public List<TableContent> contents(Connection snapshot, LongConsumer rowsRead) throws SQLException {
        var tables = Sql.texts(
                snapshot,
                "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n"
                        + " ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'm') AND" + OURS + " ORDER BY 1");
        var contents = new ArrayList<TableContent>();
        for (var table : tables) {
            contents.add(content(snapshot, table));
        }
        return contents;
    }

    private static TableContent content(Connection snapshot, String table) throws SQLException {
        var all = "SELECT count(*), encode(sha256(convert_to(COALESCE(string_agg(t::text, E'\\n'"
                + " ORDER BY t::text COLLATE \"C\"), ''), 'UTF8')), 'hex') FROM ONLY " + table + " t";
        try (var statement = snapshot.createStatement();
                var row = statement.executeQuery(all)) {
            row.next();
            return new TableContent(table, row.getLong(1), row.getString(2));
        }
    }
}
