package dev.varve.query.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;

/** The one row that tells how far the views have come, and who is at work on them. */
final class PositionTable {

    static final String NAME = "view_position";
    static final List<String> EVERY_VIEW = List.of(
            "target_status",
            "timeline",
            "started_step",
            "backup",
            "finding",
            "access_token",
            "access_user",
            "run",
            "timeline_day");

    private PositionTable() {}

    static Position position(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("select sequence, event_id from view_position where id = 1");
                var row = query.executeQuery()) {
            return row.next() ? new Position(row.getLong(1), row.getString(2)) : Position.START;
        }
    }

    static Claim claim(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("select owner, claimed_at from view_position where id = 1");
                var row = query.executeQuery()) {
            if (!row.next() || row.getString(1) == null) {
                return new Claim(null, null);
            }
            return new Claim(row.getString(1), Nanos.toInstant(row.getLong(2)));
        }
    }

    static void claim(Connection connection, String owner, Instant at) throws SQLException {
        try (var update =
                connection.prepareStatement("update view_position set owner = ?, claimed_at = ? where id = 1")) {
            update.setString(1, owner);
            if (at == null) {
                update.setNull(2, Types.BIGINT);
            } else {
                update.setLong(2, Nanos.of(at));
            }
            update.executeUpdate();
        }
    }

    static void move(Connection connection, Position from, Position to) throws SQLException {
        try (var update = connection.prepareStatement(
                "update view_position set sequence = ?, event_id = ? where id = 1 and sequence = ?")) {
            set(update, to);
            update.setLong(3, from.sequence());
            if (update.executeUpdate() != 1) {
                throw new PositionMoved(from.sequence(), position(connection).sequence());
            }
        }
    }

    static void clear(Connection connection) throws SQLException {
        for (var view : EVERY_VIEW) {
            try (var delete = connection.prepareStatement("delete from " + view)) {
                delete.executeUpdate();
            }
        }
        try (var update =
                connection.prepareStatement("update view_position set sequence = ?, event_id = ? where id = 1")) {
            set(update, Position.START);
            update.executeUpdate();
        }
    }

    private static void set(PreparedStatement update, Position to) throws SQLException {
        update.setLong(1, to.sequence());
        update.setString(2, to.eventId());
    }
}
