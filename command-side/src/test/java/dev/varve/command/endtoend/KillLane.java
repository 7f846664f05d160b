package dev.varve.command.endtoend;

import dev.varve.engine.tool.python.PythonEnvironments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** One database under watch that is brought back to the same moment before each kill. Several lanes run beside each other. */
final class KillLane implements AutoCloseable {

    private final Path folder;
    private final Terminal terminal;
    private final Terminal other;
    private final SqliteFile database;
    private final WitnessPipe witness;
    private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);

    KillLane(Path folder) throws Exception {
        this.folder = Files.createDirectories(folder);
        var locks = folder.resolve("locks");
        witness = new WitnessPipe(folder.resolve("witness"));
        terminal = new Terminal(folder.resolve("a"), locks)
                .with("VARVE_WITNESS", folder.resolve("witness").toString());
        other = new Terminal(folder.resolve("b"), locks);
        database = SqliteFile.empty(folder.resolve("a/app.db"));
        prepare(TenRevisions.install(folder.resolve("project")));
        copy(folder.resolve("a"), folder.resolve("pristine"));
        measure();
    }

    private void prepare(Path ini) {
        var python = new PythonEnvironments(PythonEnvironments.defaultCache(), System.getenv(), line -> {}).any();
        for (var home : new Terminal[] {terminal, other}) {
            home.type(
                            "target",
                            "add",
                            "app",
                            "--tool",
                            "alembic",
                            "--config",
                            ini.toString(),
                            "--database",
                            database.url(),
                            "--python",
                            python.python().toString())
                    .exits(0);
        }
        terminal.type("upgrade", "app", "--to", "r00").exits(0);
        TenRevisions.fill(database);
        terminal.type("diagnose", "app", "--deep").exits(3);
    }

    /** One run to its end tells how long its phases take here and now. */
    private void measure() {
        witness.forget();
        var session = terminal.start("upgrade", "app", "--json");
        session.end().exits(0);
        var heard = witness.all();
        for (var phase : Phase.values()) {
            for (int i = 0; i + 1 < heard.size(); i++) {
                if (heard.get(i).type().equals(phase.opening())) {
                    var lasted = heard.get(i + 1).heardNanos() - heard.get(i).heardNanos();
                    nanos.merge(phase, lasted, Math::max);
                }
            }
        }
        nanos.put(
                Phase.ELSEWHERE, heard.getLast().heardNanos() - heard.getFirst().heardNanos());
        nanos.put(Phase.BETWEEN_STEPS, 1_000_000L);
        System.out.println("phases last, in ms: "
                + nanos.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue() / 1_000_000)
                        .toList());
    }

    /** Runs an upgrade and kills it as planned; what is left is for the autopsy. */
    Autopsy kill(KillPlan plan) throws IOException {
        restore();
        witness.forget();
        var session = terminal.start("upgrade", "app", "--json");
        witness.await(plan.phase().opening(), plan.nth(), session.process());
        LockSupport.parkNanos((long) (plan.moment() * 0.7 * nanos.get(plan.phase())));
        var fired = session.process().isAlive();
        var killedAt = Instant.now();
        if (plan.alone()) {
            session.process().destroyForcibly();
        } else {
            session.signal("KILL");
        }
        return new Autopsy(plan, killedAt, fired, session, terminal, other, database, witness);
    }

    private void restore() throws IOException {
        delete(folder.resolve("a/home"));
        for (var companion : new String[] {"app.db", "app.db-journal", "app.db-wal", "app.db-shm"}) {
            Files.deleteIfExists(folder.resolve("a").resolve(companion));
        }
        copy(folder.resolve("pristine"), folder.resolve("a"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file :
                    files.filter(path -> !path.startsWith(from.resolve("tmp"))).toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        witness.close();
    }
}
