package dev.varve.command.bundle;

import dev.varve.cli.Json;
import dev.varve.engine.database.SqlWithoutLiterals;
import dev.varve.store.RecordedEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Events, and lines of a statement ledger, field by field: names, ids, hashes of files and schemas, counts and times stay; statements
 * lose their literals; every other text is replaced by its length. Hashes of contents go too: few values are easily guessed.
 */
final class SharedFacts {

    private static final Set<String> PLAIN = Set.of(
            "runId",
            "target",
            "kind",
            "strategy",
            "outcome",
            "verdict",
            "state",
            "fingerprint",
            "expectedFingerprint",
            "foundFingerprint",
            "expectedBefore",
            "expectedAfter",
            "backupId",
            "sha256",
            "type",
            "code",
            "severity",
            "tool",
            "databaseKind",
            "environment",
            "eventId",
            "observedAt",
            "versions",
            "acceptedLosses",
            "name",
            "event",
            "at",
            "heldByRun",
            "fromRun",
            "situation",
            "option",
            "copyIdentity",
            "databaseIdentity",
            "identity");
    private static final Set<String> REVISIONS =
            Set.of("revision", "from", "to", "current", "heads", "pending", "destination", "lostInRevision");
    private static final Set<String> SQL = Set.of("statement", "sql", "statements");

    private final KnownNames names;
    private final SqlWithoutLiterals sql;
    private final PlainMessages messages;

    SharedFacts(KnownNames names) {
        this.names = names;
        this.sql = new SqlWithoutLiterals(names::isObject);
        this.messages = new PlainMessages(names);
    }

    Map<String, Object> event(RecordedEvent recorded) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("sequence", recorded.sequence());
        shown.put("eventId", recorded.eventId());
        shown.put("type", recorded.type());
        shown.put("at", recorded.at().toString());
        shown.put("version", recorded.metadata().get("version"));
        shown.put("observedAt", recorded.metadata().get("observedAt"));
        shown.put("data", shown("data", Json.parse(recorded.payloadJson())));
        return shown;
    }

    String ledgerLine(String line) {
        try {
            return Json.text(shown("line", Json.parse(line)));
        } catch (RuntimeException noJson) {
            return PlainMessages.leftOut(line);
        }
    }

    private Object shown(String field, Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                var shown = new LinkedHashMap<String, Object>();
                map.forEach((name, one) -> shown.put(
                        String.valueOf(name),
                        shown(field.equals("versions") ? "versions" : String.valueOf(name), one)));
                yield shown;
            }
            case List<?> list -> list.stream().map(one -> shown(field, one)).toList();
            case String text -> text(field, text);
            default -> value;
        };
    }

    private String text(String field, String text) {
        if (REVISIONS.contains(field)) {
            return names.revision(text);
        }
        if (SQL.contains(field)) {
            return sql.of(text);
        }
        if (field.equals("message")) {
            return messages.of(text);
        }
        return PLAIN.contains(field) && text.length() <= 200 ? text : PlainMessages.leftOut(text);
    }
}
