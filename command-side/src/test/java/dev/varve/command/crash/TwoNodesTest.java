package dev.varve.command.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varve.command.endtoend.Ended;
import dev.varve.command.endtoend.Terminal;
import dev.varve.command.endtoend.Watched;
import dev.varve.command.endtoend.WitnessPipe;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two machines over one store, with upgrades at once, some of them of the same target; all of one machine is killed in the middle. {@code
 * -Dvarve.nodes.targets=N} says how many targets (default 8, from 100 on with 20 upgrades at a time).
 */
class TwoNodesTest {

    private static final int TARGETS = Integer.getInteger("varve.nodes.targets", 8);
    private static final int AT_ONCE = TARGETS < 100 ? 4 : 20;
    /** Every tenth is Alembic's, every fifth is wanted by both. */
    private static final int ALEMBIC = 10;

    private static final int RACED = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final long started = System.nanoTime();
    private PostgresServer server;
    private PostgresTestDatabase store;
    private WitnessPipe witness;
    private Node first;
    private Node second;
    private References flyway;
    private References alembic;
    private int ways;
    private int refusals;

    @BeforeEach
    void start() throws Exception {
        server = PostgresServer.durableIn(folder);
        store = server.database();
        witness = new WitnessPipe(folder.resolve("witness"));
        first = node("first");
        second = node("second");
        flyway = References.build(Tool.FLYWAY, MigrationSet.PLAIN_DDL, Files.createDirectories(folder.resolve("f")));
        alembic = References.build(Tool.ALEMBIC, MigrationSet.PLAIN_DDL, Files.createDirectories(folder.resolve("a")));
        for (int i = 0; i < TARGETS; i++) {
            register(i);
        }
    }

    @AfterEach
    void end() throws IOException {
        first.kill();
        second.kill();
        witness.close();
        server.close();
    }

    @Test
    void loseDoubleAndReorderNothingWhenOneIsKilledAndTheOtherGoesOn() throws Exception {
        first.startDashboard();
        await().atMost(PATIENCE).until(() -> first.owns(owner()));
        second.startDashboard();

        int killed;
        double takeover;
        try (var slots = Executors.newFixedThreadPool(AT_ONCE)) {
            var upgrades = upgradeAll(slots);
            awaitDone(TARGETS * 2 / 5);
            killed = first.kill();
            takeover = secondsToTakeOver();
            judge(upgrades);
        }
        for (int i = 0; i < TARGETS; i++) {
            bringHome(i);
        }

        var record = SharedRecord.of(store);
        var acknowledged = witness.all();
        record.hasNoGap();
        record.holdsOnceAndInOrder(acknowledged);
        record.hasOneRunATargetAtATime();
        second.terminal().type("verify").exits(0);
        viewsAreThoseOfARebuild(record.rows().size());
        publish(record, acknowledged.size(), killed, takeover);
    }

    private Node node(String name) {
        return new Node(new Terminal(folder.resolve(name), folder.resolve("locks"))
                .with("VARVE_STORE", store.sqlAlchemyUrl())
                .with("VARVE_WITNESS", folder.resolve("witness").toString()));
    }

    private static String name(int target) {
        return "t" + target;
    }

    private References of(int target) {
        return target % ALEMBIC == 0 ? alembic : flyway;
    }

    private Path database(int target) {
        return folder.resolve("data/" + name(target) + ".db");
    }

    private void register(int target) throws IOException {
        Files.createDirectories(database(target).getParent());
        Files.copy(of(target).start(), database(target));
        var words = new ArrayList<>(List.of("target", "add", name(target), "--tool"));
        words.add(of(target).tool().word());
        words.addAll(
                List.of("--config", of(target).config().toString(), "--database", "sqlite:///" + database(target)));
        if (of(target).tool() == Tool.ALEMBIC) {
            words.addAll(List.of("--python", Watched.python()));
        }
        first.terminal().type(words.toArray(String[]::new)).exits(0);
    }

    private static String[] upgrade(int target) {
        var words = new ArrayList<>(List.of("upgrade", name(target), "--json"));
        words.addAll(Strategy.IN_PLACE.options());
        return words.toArray(String[]::new);
    }

    /** The one half is the first node's, the other the second's; what both want, both begin at once. */
    private List<Future<Ended>> upgradeAll(ExecutorService slots) {
        var work = new ArrayList<Callable<Ended>>();
        for (int i = 0; i < TARGETS; i++) {
            int target = i;
            if (target % 2 == 0 || target % RACED == 0) {
                work.add(() -> first.run(upgrade(target)));
            }
            if (target % 2 == 1 || target % RACED == 0) {
                work.add(() -> second.run(upgrade(target)));
            }
        }
        return work.stream().map(slots::submit).toList();
    }

    private void awaitDone(int enough) {
        await().atMost(PATIENCE.multipliedBy(3))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> Integer.parseInt(store.texts(
                                        "SELECT count(*) FROM varve.domain_event WHERE payload_type = 'RunSucceeded'")
                                .getFirst())
                        >= enough);
    }

    private double secondsToTakeOver() {
        long killed = System.nanoTime();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> second.owns(owner()));
        return (System.nanoTime() - killed) / 1e9;
    }

    private String owner() {
        var made = store.texts("SELECT 1 FROM pg_tables WHERE schemaname = 'varve_views' AND tablename = 'finding'");
        return made.isEmpty()
                ? ""
                : store.texts("SELECT coalesce(owner, '') FROM varve_views.view_position")
                        .getFirst();
    }

    /** Done, refused because the other is at it, or killed. */
    private void judge(List<Future<Ended>> upgrades) throws Exception {
        for (var upgrade : upgrades) {
            var ended = upgrade.get();
            if (ended != null) {
                assertThat(ended.code())
                        .as("%s%n%s%n%s", ended.line(), ended.out(), ended.err())
                        .isIn(0, 4, 137);
                refusals += ended.code() == 4 ? 1 : 0;
            }
        }
    }

    /** By the node that is left: an upgrade, and the way back before it where the killed one stands half done. */
    private void bringHome(int target) throws IOException {
        if (truth(target).end() != Truth.End.AFTER) {
            var ended = second.run(upgrade(target));
            if (ended.code() != 0) {
                ways++;
                second.run("recover", name(target), "--yes", "--json").exits(0);
                second.run(upgrade(target)).exits(0);
            }
        }
        second.terminal().type("diagnose", name(target)).exits(0);
        assertThat(truth(target)).as(name(target)).returns(Truth.End.AFTER, Truth::end);
    }

    private Truth truth(int target) throws IOException {
        return of(target).judge(SqlitePicture.of(database(target), folder.resolve("looks")));
    }

    private void viewsAreThoseOfARebuild(int events) {
        awaitPosition(events);
        var live = SharedRecord.views(store);
        store.execute("DROP SCHEMA varve_views CASCADE");
        second.terminal().type("store", "prepare").exits(0);
        awaitPosition(events);
        assertThat(SharedRecord.views(store)).hasSizeGreaterThan(events).isEqualTo(live);
        var status = second.terminal().type("status", "--json");
        assertThat(status.exits(0).json().size()).isEqualTo(TARGETS);
    }

    private void awaitPosition(int events) {
        await().atMost(PATIENCE)
                .until(() -> !owner().isEmpty()
                        && store.texts("SELECT sequence FROM varve_views.view_position")
                                .equals(List.of(Integer.toString(events))));
    }

    private void publish(SharedRecord record, int acknowledged, int killed, double takeover) throws IOException {
        var lines = Arrays.asList(
                "| what | how many |",
                "|---|---|",
                "| targets (Flyway / Alembic) | %d (%d / %d) |"
                        .formatted(TARGETS, TARGETS - TARGETS / ALEMBIC, TARGETS / ALEMBIC),
                "| upgrades at a time, over both nodes | %d |".formatted(AT_ONCE),
                "| commands of the killed node that were at work, beside its dashboard | %d |".formatted(killed),
                "| acknowledged events / found exactly once, and each run's in their order | %,d / %,d |"
                        .formatted(acknowledged, acknowledged),
                "| events in the log, without a gap | %,d |"
                        .formatted(record.rows().size()),
                "| upgrades refused because the other node was at that target | %d |".formatted(refusals),
                "| runs that succeeded / were found interrupted | %d / %d |"
                        .formatted(record.count("RunSucceeded"), record.count("RunInterrupted")),
                "| targets that went the way back (`varve recover`) before their upgrade | %d |".formatted(ways),
                "| targets that are as the plain tool leaves them | %d |".formatted(TARGETS),
                String.format(Locale.ROOT, "| the views were taken over after | %.1f s |", takeover),
                "| the whole test | %d s |".formatted((System.nanoTime() - started) / 1_000_000_000));
        ReliabilityPage.publish("two-nodes", String.join("\n", lines) + "\n");
    }
}
