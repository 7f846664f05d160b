package dev.varve.query.report;

import dev.varve.query.proposals.Proposal;
import dev.varve.query.runs.RunView;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What was done to databases in a period.
 *
 * @param varveVersion of the program that wrote the report
 * @param since {@code null} for the log's beginning
 * @param until the moment included; {@code null} for its end
 * @param waiting that observed facts are not in the log yet, as a sentence; {@code null} if none are known to wait
 */
public record Report(
        Instant generatedAt,
        String varveVersion,
        Instant since,
        Instant until,
        Log log,
        String waiting,
        List<OfDatabase> databases) {

    public Report {
        databases = List.copyOf(databases);
    }

    /**
     * The log that was read, as it was then.
     *
     * @param rootHash over all its events: whoever knows it can prove later that none was altered or taken out since
     */
    public record Log(long events, String rootHash) {}

    /**
     * One database.
     *
     * @param tool {@code null} if its registration is not in the log; so is {@code database}
     * @param removedAt when it was taken from under watch; {@code null} if it was not
     * @param runs those that touch the period, by their beginning
     * @param failures of those, each that did not end well, and how long it took until the database was well again
     * @param drift the schema moved, and no recorded run moved it
     * @param gaps stretches of which the record says less than it should
     */
    public record OfDatabase(
            String target,
            String tool,
            String database,
            Instant registeredAt,
            Instant removedAt,
            Map<String, Long> runsByOutcome,
            List<Run> runs,
            List<Failure> failures,
            List<Drift> drift,
            List<BackupLine> backups,
            List<Gap> gaps) {

        public OfDatabase {
            runs = List.copyOf(runs);
            failures = List.copyOf(failures);
            drift = List.copyOf(drift);
            backups = List.copyOf(backups);
            gaps = List.copyOf(gaps);
        }

        /** Stamps, baselines and repairs, granted or not, and runs that were refused. */
        public List<Run> stampsAndRefusals() {
            return runs.stream().filter(Run::isStampOrRefusal).toList();
        }
    }

    /**
     * A run, with the backups that were taken for it.
     *
     * @param proposal by which it came about; {@code null} if nobody proposed it
     */
    public record Run(RunView story, List<BackupLine> backups, Proposal proposal) {

        public Run {
            backups = List.copyOf(backups);
        }

        boolean isStampOrRefusal() {
            return story.stamp() != null || "REFUSED".equals(story.outcome());
        }
    }

    /**
     * A run that did not end well, or of which no end is recorded.
     *
     * @param outcome {@code null} if no end is recorded
     * @param failedAt {@code null} if it died and nobody has told its end
     * @param recoveredBy the run after which the database was well again; {@code null} if there is none yet, or none was needed
     * @param recoveredAt when
     * @param toRecoveryMillis from one to the other
     */
    public record Failure(
            String runId,
            String kind,
            String outcome,
            Instant failedAt,
            String why,
            boolean neededRecovery,
            String recoveredBy,
            Instant recoveredAt,
            Long toRecoveryMillis) {}

    /**
     * The schema moved, and no recorded run moved it.
     *
     * @param difference how, as it was seen
     */
    public record Drift(
            long sequence,
            Instant seenAt,
            String expectedFingerprint,
            String foundFingerprint,
            List<String> difference) {}

    /**
     * A backup, as it stood when the report was written.
     *
     * @param provenAt when the copy was read back and found equal; {@code null} if it never was
     * @param end {@code REJECTED} or {@code EXPIRED}, with {@code detail}; {@code null} otherwise
     */
    public record BackupLine(
            String id,
            String runId,
            String path,
            Instant startedAt,
            Instant takenAt,
            Long sizeBytes,
            String sha256,
            Instant provenAt,
            Long rows,
            String end,
            String detail) {}

    /**
     * A stretch of which the record says less than it should.
     *
     * @param runId {@code null} if it is of no run
     * @param from the last event before it
     * @param to the event that told of it; {@code null} if none has yet
     */
    public record Gap(String runId, Instant from, Instant to, String what) {}
}
