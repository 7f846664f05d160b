package dev.varve.engine.verdict;

import dev.varve.engine.database.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the server: {@code txid_status}, which every version from 10 on has. A number that lies in the future never reached the server's
 * log, so its transaction was not committed.
 */
final class PostgresTransactionFates implements TransactionFates {

    private static final String STATUS = "SELECT pg_catalog.txid_status(?::bigint)";
    private static final String STARTED =
            "SELECT extract(epoch FROM pg_catalog.pg_postmaster_start_time())::numeric = ?::numeric";
    private static final String INDEX =
            "SELECT i.indisvalid FROM pg_catalog.pg_index i WHERE i.indexrelid = pg_catalog.to_regclass(?)";
    private static final String IN_THE_FUTURE = "22023";

    private final Database database;
    private final Map<String, Fate> told = new HashMap<>();

    PostgresTransactionFates(Database database) {
        this.database = database;
    }

    @Override
    public Fate of(String transactionId) {
        return told.computeIfAbsent(transactionId, this::ask);
    }

    private Fate ask(String transactionId) {
        try {
            return answer(STATUS, transactionId)
                    .map(PostgresTransactionFates::fate)
                    .orElse(Fate.UNKNOWN);
        } catch (SQLException refused) {
            return IN_THE_FUTURE.equals(refused.getSQLState()) ? Fate.ABORTED : Fate.UNKNOWN;
        }
    }

    private static Fate fate(String status) {
        return switch (status) {
            case "committed" -> Fate.COMMITTED;
            case "aborted" -> Fate.ABORTED;
            case "in progress" -> Fate.IN_PROGRESS;
            default -> Fate.UNKNOWN;
        };
    }

    @Override
    public boolean restartedSince(String server) {
        try {
            return server == null || !answer(STARTED, server).equals(Optional.of("t"));
        } catch (SQLException unreachable) {
            return true;
        }
    }

    @Override
    public Boolean indexIsThere(String name) {
        try {
            return answer(INDEX, name).isPresent();
        } catch (SQLException unreachable) {
            return null;
        }
    }

    @Override
    public boolean indexIsInvalid(String name) {
        try {
            return answer(INDEX, name).equals(Optional.of("f"));
        } catch (SQLException unreachable) {
            return false;
        }
    }

    private Optional<String> answer(String question, String about) throws SQLException {
        try (Connection connection = database.openForLooking();
                var statement = connection.prepareStatement(question)) {
            statement.setString(1, about);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }
}
