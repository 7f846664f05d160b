package dev.varve.engine.backup.postgres;

import dev.varve.engine.hash.Sha256;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A database's large objects.
 *
 * @param count how many
 * @param bytes of all together
 * @param sha256 over id, owner and content of each, in the order of their ids
 */
public record LargeObjects(long count, long bytes, String sha256) {

    private static final int PIECE = 1 << 20;
    private static final int AT_ONCE = 8;
    private static final String ALL = "SELECT m.oid, pg_catalog.pg_get_userbyid(m.lomowner),"
            + " pg_catalog.lo_get(m.oid, 0, " + PIECE + ")"
            + " FROM pg_catalog.pg_largeobject_metadata m ORDER BY m.oid";

    /** @param snapshot in a transaction, or all would be fetched at once */
    static LargeObjects all(Connection snapshot) throws SQLException {
        var hash = new Sha256();
        long count = 0;
        long bytes = 0;
        try (var statement = snapshot.createStatement()) {
            statement.setFetchSize(AT_ONCE);
            try (var objects = statement.executeQuery(ALL)) {
                while (objects.next()) {
                    var oid = objects.getLong(1);
                    hash.addText(oid + " " + objects.getString(2));
                    var length = add(snapshot, oid, objects.getBytes(3), hash);
                    hash.add(ByteBuffer.allocate(Long.BYTES).putLong(length).flip());
                    bytes += length;
                    count++;
                }
            }
        }
        return new LargeObjects(count, bytes, hash.hex());
    }

    private static long add(Connection snapshot, long oid, byte[] first, Sha256 hash) throws SQLException {
        hash.add(first);
        long length = first.length;
        if (first.length < PIECE) {
            return length;
        }
        try (var statement =
                snapshot.prepareStatement("SELECT pg_catalog.lo_get(?::pg_catalog.oid, ?, " + PIECE + ")")) {
            byte[] piece;
            do {
                statement.setLong(1, oid);
                statement.setLong(2, length);
                try (var row = statement.executeQuery()) {
                    row.next();
                    piece = row.getBytes(1);
                }
                hash.add(piece);
                length += piece.length;
            } while (piece.length == PIECE);
        }
        return length;
    }

    String inWords() {
        return count + " large objects of " + bytes + " bytes and content " + sha256;
    }
}
