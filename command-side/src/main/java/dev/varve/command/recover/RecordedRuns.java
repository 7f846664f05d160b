package dev.varve.command.recover;

import dev.varve.events.AccessEvent;
import dev.varve.events.RunEvent;
import dev.varve.events.RunEvent.RunPlanned;
import dev.varve.events.RunEvent.RunRequested;
import dev.varve.events.TargetEvent;
import dev.varve.store.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the record tells of a target's runs and backups, as far as a recovery needs it. */
final class RecordedRuns {

    private final Map<String, RunRequested> requests = new HashMap<>();
    private final Map<String, RunPlanned> plans = new HashMap<>();
    private final Map<String, Instant> backupsBegun = new HashMap<>();
    private final Map<String, Long> backupMillis = new HashMap<>();
    private final Set<String> stepping = new HashSet<>();
    private final JudgedSteps judged = new JudgedSteps();
    private final Set<String> besideApplication = new HashSet<>();
    private String openRestore;

    /** Takes the next event of the target, in sequence. */
    void add(RecordedEvent recorded) {
        switch (recorded.event()) {
            case TargetEvent event -> add(event, recorded.at());
            case RunEvent event -> add(event);
            case AccessEvent ofNoTarget -> {}
        }
    }

    private void add(TargetEvent event, Instant at) {
        if (event instanceof TargetEvent.BackupStarted started) {
            backupsBegun.put(started.backupId(), at);
        } else if (event instanceof TargetEvent.BackupProven proven && backupsBegun.containsKey(proven.backupId())) {
            backupMillis.put(
                    proven.backupId(),
                    Duration.between(backupsBegun.get(proven.backupId()), at).toMillis());
        }
    }

    private void add(RunEvent event) {
        judged.add(event);
        if (event instanceof RunRequested requested) {
            requests.put(requested.runId(), requested);
        } else if (event instanceof RunPlanned planned) {
            plans.put(planned.runId(), planned);
        } else if (event instanceof RunEvent.StepStarted step) {
            stepping.add(step.runId());
        } else if (event instanceof RunEvent.ApplicationLeftRunning left) {
            besideApplication.add(left.runId());
        } else if (event instanceof RunEvent.RestoreStarted restore) {
            openRestore = restore.backupId();
        } else if (event instanceof RunEvent.RestoreSucceeded
                || event instanceof RunEvent.RunSucceeded
                || (event instanceof RunEvent.RestoreFailed failed && failed.databaseUntouched())) {
            openRestore = null;
        }
    }

    Optional<RunRequested> request(String runId) {
        return Optional.ofNullable(requests.get(runId));
    }

    /** What became of statements, by run and step. */
    JudgedSteps judged() {
        return judged;
    }

    Optional<RunPlanned> plan(String runId) {
        return Optional.ofNullable(plans.get(runId));
    }

    /** Whether a step of the run began in the database itself. */
    boolean began(String runId) {
        return stepping.contains(runId);
    }

    /** Whether the application was left running beside the run's steps. */
    boolean wasBesideApplication(String runId) {
        return besideApplication.contains(runId);
    }

    /** The backup that was about to be put in the database's place, and nobody saw whether it is; {@code null} if none. */
    String openRestore() {
        return openRestore;
    }

    /** How long taking and proving that backup took; empty if that was not recorded. */
    Optional<Long> backupMillis(String backupId) {
        return Optional.ofNullable(backupMillis.get(backupId));
    }
}
