package dev.varve.command.recover;

import dev.varve.command.run.Diagnoses;
import dev.varve.command.target.TargetAccess;
import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.database.SqliteRemoval;
import dev.varve.engine.database.postgres.PostgresDatabase;
import dev.varve.engine.database.postgres.PostgresRemoval;
import dev.varve.engine.diagnosis.DatabaseState;
import dev.varve.engine.diagnosis.Diagnosis;
import dev.varve.engine.diagnosis.Looked;
import dev.varve.engine.diagnosis.ReferenceSchemas;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Schema;
import dev.varve.engine.recovery.MendPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans what would take a step's remains out of a database, where that is all it takes. */
final class MendPlans {

    private final Diagnoses diagnoses;
    private final TargetAccess access;
    private final Looked looked;

    MendPlans(Diagnoses diagnoses, TargetAccess access, Looked looked) {
        this.diagnoses = diagnoses;
        this.access = access;
        this.looked = looked;
    }

    /** The plan; {@code null} if there is none. */
    MendPlan orNull() {
        if (looked.diagnosis().state() != DatabaseState.PARTIAL) {
            return null;
        }
        return diagnoses.schemas(access, looked).map(this::plan).orElse(null);
    }

    private MendPlan plan(ReferenceSchemas references) {
        var applied = looked.tool().graph().ancestry(looked.diagnosis().current());
        var expected = references.after(applied).orElse(null);
        if (expected == null) {
            return null;
        }
        try {
            var live = access.database().schema().without(looked.tool().versionTables());
            return MendPlan.of(live, expected, next(references, applied), leftovers(), rows(), this::removal)
                    .orElse(null);
        } catch (DatabaseUnreadable unreadable) {
            return null;
        }
    }

    private Optional<List<String>> removal(Collection<Facet> surplus) {
        return switch (access.database()) {
            case SqliteDatabase file -> SqliteRemoval.statements(surplus);
            case PostgresDatabase server -> PostgresRemoval.statements(surplus);
            case Database other -> Optional.empty();
        };
    }

    private List<Schema> next(ReferenceSchemas references, Set<String> applied) {
        var schemas = new ArrayList<Schema>();
        for (var revision : looked.tool().graph().pending(looked.diagnosis().current())) {
            if (applied.containsAll(revision.parents()) && applied.containsAll(revision.dependsOn())) {
                var with = new HashSet<>(applied);
                with.add(revision.id());
                references.after(with).ifPresent(schemas::add);
                if (references.broken() != null
                        && references.broken().revision().equals(revision.id())) {
                    schemas.add(references.broken().left());
                }
            }
        }
        return schemas;
    }

    private Set<String> leftovers() {
        return looked.diagnosis().findings().stream()
                .filter(finding -> finding.code() == FindingCode.LEFTOVER_TEMP_TABLE)
                .map(finding -> String.valueOf(finding.evidence().get("table")))
                .collect(Collectors.toSet());
    }

    private Map<String, Long> rows() {
        return looked.diagnosis().tables().stream()
                .collect(Collectors.toMap(Diagnosis.TableRows::name, Diagnosis.TableRows::rows));
    }
}
