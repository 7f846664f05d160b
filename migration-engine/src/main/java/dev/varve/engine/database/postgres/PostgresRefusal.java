package dev.varve.engine.database.postgres;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Why a server did not answer, in its own words and with what to do (<a
 * href="https://www.postgresql.org/docs/current/errcodes-appendix.html">error codes</a>).
 */
record PostgresRefusal(String found, String remedy) {

    /** In the server's language. */
    private static final Pattern SEVERITY = Pattern.compile("^\\p{Lu}+: +");

    static PostgresRefusal of(SQLException refused) {
        return new PostgresRefusal(inWords(refused), remedy(Objects.requireNonNullElse(refused.getSQLState(), "")));
    }

    /** The server's own first line; its detail may repeat values. */
    static String inWords(SQLException refused) {
        if (refused.getCause() instanceof UnknownHostException unknown) {
            return "no host named " + unknown.getMessage();
        }
        var said = String.valueOf(refused.getMessage()).lines().findFirst().orElse("nothing said");
        return SEVERITY.matcher(said).replaceFirst("");
    }

    private static String remedy(String state) {
        return switch (state) {
            case "08001" -> "start the server, or check host and port of the registered URL: varve target show NAME";
            case "08006" ->
                "check the server and the way to it, and for TLS sslmode and sslrootcert of the registered URL: varve target show NAME";
            case "08004", "28P01", "28000" ->
                "check the role, its password and pg_hba.conf, which may want TLS (sslmode=require); register the target again with"
                        + " --env VARVE_DATABASE_PASSWORD=…, or let PGPASSFILE or ~/.pgpass have the password";
            case "3D000" -> "check the database's name: varve target show NAME; for a new one: CREATE DATABASE";
            case "42501" -> "give the role the right that is named";
            case "53300" -> "let connections end, or raise max_connections or the role's own limit";
            case "55000" ->
                "if a swap was killed, this lets connections in again: varve recover NAME --yes; else ask who barred it";
            case "55P03" -> "let the transaction that holds the lock end, then look again";
            case "57P03" -> "wait until the server has started, then look again";
            default -> "mend what the server says, then look again";
        };
    }
}
