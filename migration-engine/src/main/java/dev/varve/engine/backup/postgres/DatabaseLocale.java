package dev.varve.engine.backup.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A database's encoding and the rules by which it sorts. Of later servers than 15 the same columns have other names.
 *
 * @param provider {@code c} for the C library, {@code i} for ICU, {@code b} for PostgreSQL's own; {@code c} before version 15
 * @param locale the provider's, {@code null} for the C library
 * @param rules ICU's additional rules, or {@code null}
 */
public record DatabaseLocale(
        String encoding, String collate, String ctype, String provider, String locale, String rules) {

    private static final String OF_DATABASE =
            "SELECT pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,"
                    + " COALESCE(pg_catalog.to_jsonb(d) ->> 'datlocprovider', 'c'),"
                    + " COALESCE(pg_catalog.to_jsonb(d) ->> 'datlocale', pg_catalog.to_jsonb(d) ->> 'daticulocale'),"
                    + " pg_catalog.to_jsonb(d) ->> 'daticurules'"
                    + " FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()";

    static DatabaseLocale of(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(OF_DATABASE)) {
            row.next();
            return new DatabaseLocale(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6));
        }
    }

    /** As {@code CREATE DATABASE} takes it. */
    String clauses(Connection connection) throws SQLException {
        var clauses = new StringBuilder()
                .append(" ENCODING ")
                .append(Sql.text(connection, encoding))
                .append(" LC_COLLATE ")
                .append(Sql.text(connection, collate))
                .append(" LC_CTYPE ")
                .append(Sql.text(connection, ctype));
        switch (provider) {
            case "i" -> clauses.append(" LOCALE_PROVIDER icu ICU_LOCALE ").append(Sql.text(connection, locale));
            case "b" ->
                clauses.append(" LOCALE_PROVIDER builtin BUILTIN_LOCALE ").append(Sql.text(connection, locale));
            default -> {
                // the C library's, which is the default of every version that has one
            }
        }
        return rules == null
                ? clauses.toString()
                : clauses.append(" ICU_RULES ")
                        .append(Sql.text(connection, rules))
                        .toString();
    }
}
