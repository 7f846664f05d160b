package dev.varve.command.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.command.endtoend.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backups that are not what was proven any more. {@code -Dvarve.damaged.backups=N} says how many (default 45), {@code
 * -Dvarve.kill.seed=S} repeats a draw, {@code -Dvarve.kill.only=I} one of it.
 */
class DamagedBackupsTest {

    private static final int DAMAGED = Integer.getInteger("varve.damaged.backups", 45);
    private static final long SEED = Long.getLong("varve.kill.seed", System.nanoTime() % 1_000_000);
    private static final Integer ONLY = Integer.getInteger("varve.kill.only");
    /** Restores are recorded; a history that grows without end would slow the next ones down. */
    private static final int FRESH_HOME_AFTER = 30;

    private static final List<Damage> KINDS = List.of(Damage.values());

    @TempDir
    Path folder;

    private final List<String> broken = new ArrayList<>();
    private final Map<Damage, Map<Integer, Integer>> codes = new EnumMap<>(Damage.class);
    private SqliteSite site;
    private Path backup;
    private Path another;

    @Test
    void areAllRefusedAndTheDatabaseKeepsEveryByte() throws Exception {
        var cell = new Cell(Strategy.IN_PLACE, Journal.WAL, Tool.FLYWAY, MigrationSet.PLAIN_DDL);
        site = new SqliteSite(
                folder.resolve("site"), cell, References.build(cell.tool(), cell.set(), folder.resolve("ref")));
        backup = taken();
        change("DELETE FROM orders WHERE id > 300");
        another = taken();
        leaveAWriteAheadLog();
        site.keep();
        for (int number = 0; number < DAMAGED; number++) {
            if (ONLY == null || ONLY == number) {
                restore(number);
            }
        }
        publish();
        assertThat(broken).isEmpty();
    }

    private void publish() throws IOException {
        var text = new StringBuilder(String.format(
                Locale.ROOT, "%,d damaged backups (seed %d), %d broken promises.%n%n", DAMAGED, SEED, broken.size()));
        text.append("| damage | how many, by exit code |\n|---|---|\n");
        codes.forEach((damage, counts) -> text.append("| " + Cell.word(damage) + " | " + counts + " |\n"));
        System.out.println(text);
        ReliabilityPage.publish("damaged-backups", text.toString());
    }

    private void restore(int number) throws Exception {
        var damage = KINDS.get(number % KINDS.size());
        if (number % FRESH_HOME_AFTER == 0) {
            site.reset();
        } else {
            site.resetBackups();
        }
        damage.doTo(backup, another, new Random(SEED * 1_000_003 + number));
        var before = bytes();
        // A pipe could hang whoever opens it: not this process. Of the others every twentieth restore is a process too.
        var asAProcess = damage == Damage.PIPE || number % 20 == 0;
        var words = new String[] {"restore", Site.NAME, id(), "--json"};
        var ended = asAProcess ? site.terminal().run(words) : site.terminal().type(words);
        codes.computeIfAbsent(damage, kind -> new TreeMap<>()).merge(ended.code(), 1, Integer::sum);
        if (!bytes().equals(before)) {
            tell(number, damage, "the database's files changed", ended);
        } else if (!List.of(2, 4, 7).contains(ended.code())) {
            tell(number, damage, "not refused", ended);
        }
    }

    private void tell(int number, Damage damage, String what, Ended ended) {
        broken.add(damage + ": " + what + ", exit " + ended.code() + " " + ended.out() + ended.err()
                + "\n  replay: ./mvnw verify -pl command-side -am -Dtest=DamagedBackupsTest -Dvarve.kill.seed=" + SEED
                + " -Dvarve.damaged.backups=" + (number + 1) + " -Dvarve.kill.only=" + number);
    }

    private String id() {
        var name = backup.getFileName().toString();
        return name.substring(0, name.indexOf('.'));
    }

    private Path taken() {
        var document =
                site.terminal().run("backup", Site.NAME, "--json").exits(0).json();
        return Path.of(document.path("path").asString());
    }

    private void change(String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + site.database());
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** As a killed application leaves it: with commits that are in the companion alone. */
    private void leaveAWriteAheadLog() throws Exception {
        var wal = Path.of(site.database() + "-wal");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + site.database());
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE people SET name = 'later' WHERE id = 1");
            Files.copy(wal, folder.resolve("wal"));
            Files.copy(site.database(), folder.resolve("main"));
        }
        Files.move(folder.resolve("main"), site.database(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.move(folder.resolve("wal"), wal);
    }

    /** The hash of each file where the database lies, without the index that SQLite makes anew for each reader of a log. */
    private Map<String, String> bytes() throws Exception {
        var hashes = new TreeMap<String, String>();
        try (var files = Files.list(site.database().getParent())) {
            for (var file :
                    files.filter(path -> !path.toString().endsWith("-shm")).toList()) {
                hashes.put(file.getFileName().toString(), hash(file));
            }
        }
        return hashes;
    }

    private static String hash(Path file) throws IOException, java.security.NoSuchAlgorithmException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)))
                : "no file";
    }
}
