package dev.varve.store;

import dev.varve.store.EventRows.EventRow;
import dev.varve.store.LogVerdict.Failure;
import dev.varve.store.LogVerdict.What;
import dev.varve.store.merkle.MerkleHash;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Holds the blobs against their hashes: first those that an event names, at that event, then the rest. */
final class BlobProof implements AutoCloseable {

    private static final Set<String> FIELDS_OF_A_REFERENCE = Set.of("sha256", "sizeBytes", "head");

    /** Each may be big. */
    private static final int FEW = 4;

    private final EventJson json;
    private final PreparedStatement selectOne;
    private final PreparedStatement selectAll;
    private final Set<String> proven = new HashSet<>();

    BlobProof(Connection connection, EventJson json) throws SQLException {
        this.json = json;
        this.selectOne = connection.prepareStatement("SELECT content FROM blob WHERE sha256 = ?");
        this.selectAll = connection.prepareStatement("SELECT sha256, content FROM blob ORDER BY sha256");
        selectAll.setFetchSize(FEW);
    }

    /** {@code null} if every blob that the event names is as it was recorded. */
    Failure failureOf(EventRow event) throws SQLException {
        for (var sha256 : references(event.leaf().payload())) {
            if (!proven.contains(sha256)) {
                var failure = failureOf(event, sha256);
                if (failure != null) {
                    return failure;
                }
                proven.add(sha256);
            }
        }
        return null;
    }

    private Failure failureOf(EventRow event, String sha256) throws SQLException {
        selectOne.setString(1, sha256);
        try (var row = selectOne.executeQuery()) {
            if (!row.next()) {
                return LogWalk.of(event, What.BLOB_DROPPED, "a blob with SHA-256 " + sha256, "none");
            }
            var found = hash(StoredBytes.of(row, 1));
            return found.equals(sha256)
                    ? null
                    : LogWalk.of(event, What.BLOB_ALTERED, "a blob with SHA-256 " + sha256, "SHA-256 " + found);
        }
    }

    /** {@code null} if the blobs that no event names are as they were recorded, too. */
    Failure failureOfTheRest() throws SQLException {
        try (var row = selectAll.executeQuery()) {
            while (row.next()) {
                var sha256 = row.getString(1);
                var found = proven.contains(sha256) ? sha256 : hash(StoredBytes.of(row, 2));
                if (!found.equals(sha256)) {
                    return new Failure(
                            What.BLOB_ALTERED,
                            null,
                            null,
                            null,
                            null,
                            null,
                            "a blob with SHA-256 " + sha256,
                            "SHA-256 " + found);
                }
            }
            return null;
        }
    }

    private static String hash(byte[] content) {
        return HexFormat.of().formatHex(MerkleHash.of(content));
    }

    private Set<String> references(byte[] payload) {
        // Most events name no blob; reading them as a tree would be the slowest part of the proof.
        if (!new String(payload, StandardCharsets.UTF_8).contains("\"sizeBytes\"")) {
            return Set.of();
        }
        var found = new LinkedHashSet<String>();
        collect(json.tree(payload), found);
        return found;
    }

    private static void collect(JsonNode node, Set<String> found) {
        if (node.isObject() && Set.copyOf(node.propertyNames()).equals(FIELDS_OF_A_REFERENCE)) {
            found.add(node.get("sha256").asString());
            return;
        }
        node.forEach(child -> collect(child, found));
    }

    @Override
    public void close() throws SQLException {
        try (selectOne) {
            selectAll.close();
        }
    }
}
