package dev.varve.command.bundle;

import dev.varve.cli.Home;
import dev.varve.cli.Json;
import dev.varve.command.run.Watch;
import dev.varve.command.target.TargetAccess;
import dev.varve.engine.backup.Backup;
import dev.varve.engine.backup.BackupVault;
import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.database.SqlWithoutLiterals;
import dev.varve.engine.diagnosis.Looked;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.fingerprint.Schema;
import dev.varve.engine.tool.Revision;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The parts about one watched database: what looking tells now, its schema, its tool, its backups. */
public final class TargetParts {

    private static final Set<String> PLAIN_EVIDENCE = Set.of(
            "table",
            "tables",
            "column",
            "revision",
            "revisions",
            "heads",
            "runId",
            "lastIntent",
            "backup",
            "variable",
            "variables");

    private final Watch watch;
    private final Home home;
    private final BackupVault vault;
    private final Set<String> variables;
    private final KnownNames names = new KnownNames();

    /** @param variables the names of the tool's variables */
    public TargetParts(Watch watch, Home home, BackupVault vault, Set<String> variables) {
        this.watch = watch;
        this.home = home;
        this.vault = vault;
        this.variables = new TreeSet<>(variables);
    }

    /**
     * Adds them.
     *
     * @param look asked once, and only looks
     */
    public void addTo(Bundle bundle, Supplier<Looked> look) {
        var access = watch.access();
        bundle.add("target.json", () -> Json.text(settings()));
        bundle.add("schema.txt", () -> schema(access.database().schema()));
        bundle.add("diagnosis.json", () -> Json.text(diagnosis(look.get())));
        bundle.add(
                "graph.json",
                () -> Json.text(look.get().tool().graph().revisions().stream()
                        .map(TargetParts::revision)
                        .toList()));
        bundle.add("tool.json", () -> Json.text(tool(look.get())));
        bundle.add(
                "backups.json",
                () -> Json.text(vault.list(access.name()).stream()
                        .map(TargetParts::backup)
                        .toList()));
        bundle.add("room-of-the-database.json", () -> Json.text(MachineParts.room(places(access))));
    }

    private Map<String, Path> places(TargetAccess access) {
        var backups = home.backups(access.name());
        return access.database() instanceof FileDatabase file
                ? Map.of("database", Path.of(file.path()), "backups", backups)
                : Map.of("backups", backups);
    }

    /** What is known to be a name, once these parts were gathered. */
    KnownNames names() {
        return names;
    }

    private Map<String, Object> settings() {
        var settings = watch.access().settings();
        var shown = new LinkedHashMap<String, Object>();
        shown.put("target", watch.access().name());
        shown.put("tool", settings.tool());
        shown.put("config", settings.config());
        shown.put("database", watch.access().database().location());
        shown.put("databaseKind", settings.databaseKind());
        shown.put("workdir", settings.workdir());
        shown.put("python", settings.python());
        shown.put("hasRunner", settings.runner() != null);
        shown.put("mappings", settings.mappings().size());
        shown.put("environmentFile", settings.envFile());
        shown.put("environmentNames", variables);
        return shown;
    }

    private String schema(Schema schema) {
        names.schema(schema);
        var sql = new SqlWithoutLiterals(names::isObject);
        var text = new StringBuilder("fingerprint " + schema.fingerprint() + "\n");
        for (var facet : schema.facets()) {
            var name = facet.name().equals(facet.owner()) ? "" : " " + sql.ofDefinition(facet.name());
            text.append(facet.kind())
                    .append(' ')
                    .append(facet.owner())
                    .append(name)
                    .append(": ")
                    .append(sql.ofDefinition(facet.definition()))
                    .append('\n');
        }
        return text.toString();
    }

    private Map<String, Object> diagnosis(Looked looked) {
        names.graph(looked.tool().graph());
        var diagnosis = looked.diagnosis();
        names.tables(diagnosis.tables().stream().map(table -> table.name()).toList());
        var shown = new LinkedHashMap<String, Object>();
        shown.put("state", diagnosis.state());
        shown.put("sizeBytes", diagnosis.database().sizeBytes());
        shown.put("serverVersion", diagnosis.database().serverVersion());
        shown.put("current", revisions(diagnosis.current()));
        shown.put("heads", revisions(diagnosis.heads()));
        shown.put("branches", revisions(diagnosis.branches()));
        shown.put(
                "pending",
                diagnosis.pending().stream().map(step -> step.revision()).toList());
        shown.put("tables", diagnosis.tables());
        shown.put("fingerprint", diagnosis.fingerprint());
        shown.put("integrityOk", diagnosis.integrity().ok());
        shown.put("findings", diagnosis.findings().stream().map(this::finding).toList());
        return shown;
    }

    private List<String> revisions(List<String> ids) {
        return ids.stream().map(names::revision).toList();
    }

    /** Its message and its other evidence may be the tool's or the database's own words. */
    private Map<String, Object> finding(Finding finding) {
        var evidence = new LinkedHashMap<String, Object>();
        finding.evidence().forEach((name, value) -> evidence.put(name, evidence(name, value)));
        var shown = new LinkedHashMap<String, Object>();
        shown.put("code", finding.code());
        shown.put("severity", finding.severity());
        shown.put("evidence", evidence);
        return shown;
    }

    private Object evidence(String name, Object value) {
        return switch (value) {
            case Boolean yesOrNo -> yesOrNo;
            case List<?> list -> list.stream().map(one -> evidence(name, one)).toList();
            case String text when name.startsWith("revision") || name.equals("heads") -> names.revision(text);
            case String text when PLAIN_EVIDENCE.contains(name) -> text;
            case null, default -> PlainMessages.leftOut(String.valueOf(value));
        };
    }

    private static Map<String, Object> revision(Revision revision) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", revision.id());
        shown.put("parents", revision.parents());
        shown.put("dependsOn", revision.dependsOn());
        shown.put("labels", revision.labels());
        shown.put("file", revision.file());
        shown.put("sha256", revision.sha256());
        return shown;
    }

    private static Map<String, Object> tool(Looked looked) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("versions", looked.tool().versions());
        shown.put("currentKnown", looked.tool().currentKnown());
        shown.put("versionTables", looked.tool().versionTables());
        return shown;
    }

    /** Without the hashes of single tables' contents: few values are easily guessed. */
    private static Map<String, Object> backup(Backup backup) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", backup.id());
        shown.put("kind", backup.kind());
        shown.put("path", backup.path());
        shown.put("sizeBytes", backup.sizeBytes());
        shown.put("sha256", backup.sha256());
        shown.put("fingerprint", backup.fingerprint());
        shown.put("takenAt", backup.takenAt());
        shown.put("provenAt", backup.provenAt());
        shown.put("runId", backup.runId());
        shown.put("tables", backup.tables().size());
        return shown;
    }
}
