package dev.varve.query.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.varve.events.RecordedFinding;
import dev.varve.events.RecordedTable;
import dev.varve.events.RunEvent;
import dev.varve.events.VarveEvent;
import dev.varve.query.EveryProjection;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import dev.varve.query.projection.AsOf;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsProjectionTest {

    private final Story story = new Story("shop");

    @TempDir
    private Path home;

    private Recorder recorder;

    @BeforeEach
    void open() {
        recorder = Recorder.in(home);
    }

    @AfterEach
    void close() {
        recorder.close();
    }

    @Test
    void aLookReplacesWhatWasBelievedAndRemembersSinceWhen() {
        after(look("STALE_WAL", "LOW_DISK_SPACE"));
        var findings = after(look("NO_RECENT_BACKUP", "STALE_WAL"));
        assertThat(findings).extracting("code").containsExactly("NO_RECENT_BACKUP", "STALE_WAL");
        assertThat(findings.get(1).firstAt()).isEqualTo(Recorder.NOON.plusSeconds(1));
        assertThat(findings.get(1).lastAt()).isEqualTo(Recorder.NOON.plusSeconds(2));
        assertThat(findings.get(0).firstAt()).isEqualTo(Recorder.NOON.plusSeconds(2));
    }

    @Test
    void aBackupEndsTheLackOfOne() {
        after(look("NO_RECENT_BACKUP", "STALE_WAL"));
        recorder.record(story.backedUp("R1", "B1"));
        assertThat(after()).extracting("code").containsExactly("STALE_WAL");
    }

    @Test
    void namesTheTablesThatLostRowsUnlessTheyWereAccepted() {
        var findings = after(story.compared(
                "R1",
                List.of("log"),
                new RecordedTable("chat", 2234L, 0L, "a", "b", "c3"),
                new RecordedTable("log", 5L, null, "a", null, null),
                new RecordedTable("tag", 7L, null, "a", null, null),
                new RecordedTable("user", 2L, 3L, "a", "b", null),
                new RecordedTable("empty", 0L, null, "a", null, null)));
        assertThat(findings)
                .extracting("code", "severity", "message")
                .containsExactly(
                        tuple(
                                "ROWS_LOST",
                                "ERROR",
                                "Table chat held 2234 rows before run R1, now 0 rows, in revision c3"),
                        tuple("ROWS_LOST", "ERROR", "Table tag held 7 rows before run R1, now the table is gone"));
    }

    @Test
    void aRestoreEndsWhatTheFailedRunLeft() {
        after(story.partial("R1"), new RunEvent.RunInterrupted("R1", "shop", "step 2", "killed", null));
        assertThat(after()).extracting("code").containsExactly("PARTIAL_MIGRATION", "INTERRUPTED_RUN");
        assertThat(after(new RunEvent.RestoreSucceeded("R2", "shop", "B1", "f", List.of())))
                .isEmpty();
    }

    @Test
    void belongsToItsTargetOnly() {
        recorder.record(
                new Story("desk").diagnosed("PENDING", List.of(), List.of(), story.finding("STALE_WAL", "ERROR")));
        assertThat(after()).isEmpty();
    }

    private VarveEvent look(String... codes) {
        var findings =
                Arrays.stream(codes).map(code -> story.finding(code, "WARNING")).toArray(RecordedFinding[]::new);
        return story.diagnosed("PENDING", List.of("a1"), List.of("c3"), findings);
    }

    private List<FindingView> after(VarveEvent... events) {
        recorder.record(List.of(events));
        try (var views = AsOf.replay(recorder.feed(), null, EveryProjection.inOrder())) {
            return new Findings(views).of("shop");
        }
    }
}
