package dev.varve.query.schema;

import dev.varve.events.TargetEvent;
import dev.varve.query.Recorder;
import dev.varve.store.PendingBlobs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What looking showed of a target, recorded as the command side records it. */
record Kept(Recorder recorder, String target) {

    private static final JsonMapper JSON = new JsonMapper();

    /** A schema as it is kept: parts as {@code kind owner name definition}, separated by a bar. */
    void schema(String fingerprint, String... parts) {
        var list = new ArrayList<SchemaPart>();
        for (var part : parts) {
            var fields = part.split("\\|", -1);
            list.add(new SchemaPart(fields[0], fields[1], fields[2], fields[3]));
        }
        schema(fingerprint, list);
    }

    void schema(String fingerprint, List<SchemaPart> parts) {
        var content = JSON.writeValueAsBytes(parts);
        recorder.record(
                List.of(new TargetEvent.SchemaSeen(target, fingerprint, PendingBlobs.reference(content))), content);
    }

    void revisions(List<Revision> revisions) {
        revisions(JSON.writeValueAsString(revisions));
    }

    void revisions(String json) {
        var content = json.getBytes(StandardCharsets.UTF_8);
        recorder.record(List.of(new TargetEvent.RevisionsSeen(target, PendingBlobs.reference(content))), content);
    }

    /** So many, each after the one before: {@code r1}, {@code r2} and so on. */
    static List<Revision> line(int count) {
        var revisions = new ArrayList<Revision>();
        for (int number = 1; number <= count; number++) {
            revisions.add(after(
                    "r" + number, "step " + number, number == 1 ? new String[0] : new String[] {"r" + (number - 1)}));
        }
        return revisions;
    }

    static Revision after(String id, String message, String... parents) {
        return new Revision(id, List.of(parents), List.of(), List.of(), message, id + ".py", "ab".repeat(32), false);
    }
}
