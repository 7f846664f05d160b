package dev.varve.command.run;

import dev.varve.command.append.Redaction;
import dev.varve.command.target.TargetAccess;
import dev.varve.command.target.TargetCommand;
import dev.varve.engine.diagnosis.Looked;
import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Schema;
import dev.varve.store.PendingBlobs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that looking showed and that is worth keeping whole.
 *
 * @param command keeps it, if it is new
 * @param content what the command refers to
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Sight(TargetCommand command, byte[] content) {

    /** What is bigger is told by its fingerprint alone. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    /** What a look showed; nothing of what could not be read, and no scripts that the tool itself did not tell of. */
    static List<Sight> of(TargetAccess access, Looked looked) {
        var sights = new ArrayList<Sight>();
        if (looked.schema() != null) {
            ofSchema(access, looked.schema()).ifPresent(sights::add);
        }
        var tool = looked.tool();
        if (!tool.versions().isEmpty() && !tool.graph().revisions().isEmpty()) {
            ofRevisions(access, RevisionsBlob.of(tool.graph(), access.redaction()))
                    .ifPresent(sights::add);
        }
        return sights;
    }

    /** @param schema without the tool's own tables */
    static Optional<Sight> ofSchema(TargetAccess access, Schema schema) {
        var name = access.name();
        var content = SchemaBlob.of(clean(schema, access.redaction()));
        return small(
                new TargetCommand.RecordSchema(
                        TargetCommand.aggregateId(name), name, schema.fingerprint(), PendingBlobs.reference(content)),
                content);
    }

    private static Optional<Sight> ofRevisions(TargetAccess access, byte[] content) {
        var name = access.name();
        return small(
                new TargetCommand.RecordRevisions(
                        TargetCommand.aggregateId(name), name, PendingBlobs.reference(content)),
                content);
    }

    private static Optional<Sight> small(TargetCommand command, byte[] content) {
        return content.length > MOST_BYTES ? Optional.empty() : Optional.of(new Sight(command, content));
    }

    private static Schema clean(Schema schema, Redaction redaction) {
        return Schema.of(schema.facets().stream()
                .map(facet -> new Facet(
                        facet.kind(),
                        redaction.of(facet.owner()),
                        redaction.of(facet.name()),
                        redaction.of(facet.definition())))
                .toList());
    }
}
