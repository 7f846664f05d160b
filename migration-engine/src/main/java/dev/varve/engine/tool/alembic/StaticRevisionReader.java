package dev.varve.engine.tool.alembic;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.hash.Sha256;
import dev.varve.engine.tool.Revision;
import dev.varve.engine.tool.RevisionGraph;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the revision graph from the files, without Python: fast, and possible when the Python environment is broken. Files
 * whose ids are computed are left to Python.
 */
final class StaticRevisionReader {

    private final AlembicProject project;
    private final Map<String, Revision> revisions = new LinkedHashMap<>();
    private final Map<String, Set<String>> drops = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private boolean complete = true;

    StaticRevisionReader(AlembicProject project) {
        this.project = project;
    }

    StaticReading read() {
        if (!Files.isRegularFile(project.ini())) {
            return StaticReading.nothing(project.isElsewhere() ? List.of() : List.of(noIni()));
        }
        if (project.ini().toString().endsWith(".toml")) {
            return StaticReading.nothing(List.of());
        }
        try {
            return read(AlembicIni.read(project.ini(), project.workdir()));
        } catch (IOException unreadable) {
            return StaticReading.nothing(List.of(notFound("a readable " + project.ini(), String.valueOf(unreadable))));
        }
    }

    private StaticReading read(AlembicIni ini) throws IOException {
        var scripts = ini.scripts().orElse(null);
        if (scripts == null) {
            return StaticReading.nothing(List.of(
                    notFound("script_location in the [alembic] section of " + project.ini(), "no such setting")));
        }
        if (!Files.isRegularFile(scripts.resolve("env.py"))) {
            // A package's folder may be anywhere on Python's module path.
            var inPackage = ini.value("script_location").orElse("").contains(":");
            return StaticReading.nothing(
                    project.isElsewhere() || inPackage
                            ? List.of()
                            : List.of(notFound("env.py in " + scripts.normalize(), "no such file")));
        }
        for (var folder : ini.versions()) {
            readFolder(folder, ini.isRecursive());
        }
        var configuration = new Sha256()
                .add(Files.readAllBytes(project.ini()))
                .add(Files.readAllBytes(scripts.resolve("env.py")))
                .hex();
        return finished(configuration);
    }

    private void readFolder(Path folder, boolean recursive) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder, recursive ? Integer.MAX_VALUE : 1)) {
            for (var file :
                    files.filter(StaticRevisionReader::isRevision).sorted().toList()) {
                readFile(file);
            }
        }
    }

    private static boolean isRevision(Path file) {
        var name = file.getFileName().toString();
        return name.endsWith(".py") && !name.startsWith("__init__") && !name.startsWith(".#");
    }

    private void readFile(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        var script = new RevisionScript(new String(bytes, StandardCharsets.UTF_8));
        if (!script.assigns("revision")) {
            return;
        }
        var ids = script.strings("revision");
        var parents = script.strings("down_revision");
        var labels = script.strings("branch_labels");
        var dependsOn = script.strings("depends_on");
        if (ids.isEmpty()
                || parents.isEmpty()
                || labels.isEmpty()
                || dependsOn.isEmpty()
                || ids.get().size() != 1) {
            complete = false;
            return;
        }
        var revision = new Revision(
                ids.get().getFirst(),
                parents.get(),
                dependsOn.get(),
                labels.get().stream().sorted().toList(),
                script.message(),
                file.toAbsolutePath().normalize().toString(),
                Sha256.of(bytes));
        var other = revisions.putIfAbsent(revision.id(), revision);
        if (other != null) {
            findings.add(twice(revision, other));
        }
        drops.put(revision.id(), script.dropped());
    }

    private StaticReading finished(String configuration) {
        var graph = new RevisionGraph(DependencyNames.resolved(revisions.values()));
        if (complete) {
            graph.missingParents().stream().sorted().forEach(parent -> findings.add(missing(parent, graph)));
        }
        return new StaticReading(complete, graph, configuration, Map.copyOf(drops), findings);
    }

    private Finding missing(String parent, RevisionGraph graph) {
        var after = graph.revisions().stream()
                .filter(revision -> revision.parents().contains(parent)
                        || revision.dependsOn().contains(parent))
                .toList();
        return RunnerFailure.error(
                        FindingCode.BROKEN_HISTORY,
                        "expected the file of revision " + parent + ", on which "
                                + String.join(
                                        ", ", after.stream().map(Revision::id).toList()) + " builds, found none",
                        "bring the missing revision file back from the release that this database was migrated with")
                .with("missing", parent)
                .with("namedIn", after.stream().map(Revision::file).toList());
    }

    private static Finding twice(Revision one, Revision other) {
        return RunnerFailure.error(
                        FindingCode.BROKEN_HISTORY,
                        "expected one file for revision " + one.id() + ", found two",
                        "remove the file that does not belong to this release")
                .with("files", List.of(other.file(), one.file()));
    }

    private Finding noIni() {
        return notFound("the configuration " + project.ini(), "no such file");
    }

    private static Finding notFound(String expected, String found) {
        return RunnerFailure.error(
                FindingCode.CONFIG_NOT_FOUND,
                "expected " + expected + ", found: " + found,
                "name the right alembic.ini: --config PATH, and the folder it is meant for: --workdir DIR");
    }
}
