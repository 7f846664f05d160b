package dev.varve.engine.backup.postgres;

import java.sql.SQLException;
import java.util.Set;

/** What a server's refusal means. */
final class Trouble {

    static final String IN_USE = "55006";
    private static final Set<String> GONE = Set.of("57P01", "57P02", "57P03");
    private static final Set<String> NOT_LET_IN = Set.of("3D000", "53300", "42501");

    private Trouble() {}

    static boolean is(String state, SQLException refused) {
        return state.equals(refused.getSQLState());
    }

    /** Whether the server went away, or the way to it. */
    static boolean serverIsGone(SQLException refused) {
        var state = String.valueOf(refused.getSQLState());
        return state.startsWith("08") || GONE.contains(state);
    }

    /** Whether nobody was let in at all. */
    static boolean isUnreachable(SQLException refused) {
        var state = String.valueOf(refused.getSQLState());
        return serverIsGone(refused) || state.startsWith("28") || NOT_LET_IN.contains(state);
    }

    static String inWords(SQLException refused, PostgresAccess access) {
        var message = String.valueOf(refused.getMessage()).strip();
        return access.redact(message + " (SQLSTATE " + refused.getSQLState() + ")");
    }
}
