package dev.varve.engine.run;

import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.StepFailure;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.MigrationOrder;
import dev.varve.engine.tool.MigrationResult;
import dev.varve.engine.tool.MigrationTool;
import dev.varve.engine.tool.ToolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Calls a tool again whose step did not get a lock, from where the database is recorded, as long as nothing of that step was kept. Steps
 * that are done stay done.
 */
final class LockRetries {

    private static final String DEADLOCK = "40P01";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Pattern RELATIVE = Pattern.compile("(?:.+@)?[+-]\\d+");
    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(100);

    private final MigrationTool tool;
    private final RunOrder order;
    private final NothingKept nothingKept;
    private final Consumer<Observation> heard;
    private final List<String> applied = new ArrayList<>();
    private final Map<String, Integer> retries = new HashMap<>();
    private String why;

    /** @param heard everything that the tool tells, and what is told of retries */
    LockRetries(MigrationTool tool, RunOrder order, NothingKept nothingKept, Consumer<Observation> heard) {
        this.tool = tool;
        this.order = order;
        this.nothingKept = nothingKept;
        this.heard = heard;
    }

    /**
     * How the last call ended, with the steps of all.
     *
     * @throws ToolException if the tool refuses to begin at all
     */
    MigrationResult migrate(MigrationOrder first) {
        var result = called(first);
        while (isLockedOut(result) && mayTryAgain(result)) {
            result = again(first, result);
        }
        return new MigrationResult(result.ending(), List.copyOf(applied), result.failedRevision(), result.failure());
    }

    /** Why a step that did not get its lock is not tried again, or how its last retry ended; {@code null} if there is no such step. */
    String why() {
        return why;
    }

    private MigrationResult called(MigrationOrder call) {
        var numbers = new StepNumbers(applied.size());
        nothingKept.toolBegins();
        var result = tool.migrate(call, observation -> {
            nothingKept.accept(observation);
            heard.accept(numbers.ofTheRun(observation));
        });
        why = null;
        applied.addAll(result.applied());
        return result;
    }

    private static boolean isLockedOut(MigrationResult result) {
        return result.ending() == MigrationResult.Ending.FAILED
                && result.failedRevision() != null
                && result.failure() != null
                && isOfLocks(result.failure().sqlState());
    }

    private static boolean isOfLocks(String sqlState) {
        return LOCK_NOT_AVAILABLE.equals(sqlState) || DEADLOCK.equals(sqlState);
    }

    private boolean mayTryAgain(MigrationResult result) {
        var tried = retries.getOrDefault(result.failedRevision(), 0);
        why = lockedOut(result, tried + 1);
        if (tried >= order.among().lockRetries()) {
            return false;
        }
        var kept = isLost() ? "where it was to end cannot be said from here" : nothingKept.objection(order, applied);
        if (kept != null) {
            why += "; not tried again, because " + kept;
        }
        return kept == null;
    }

    private String lockedOut(MigrationResult result, int tries) {
        var step = "step " + result.failedRevision();
        var timeout = order.among().lockTimeout();
        var times = tries == 1 ? "" : ", " + tries + " times";
        return DEADLOCK.equals(result.failure().sqlState())
                ? step + " was in a deadlock, which the server ended by stopping it" + times
                : step + " did not get a lock" + (timeout == null ? "" : " within " + inWords(timeout)) + times;
    }

    private static String inWords(Duration timeout) {
        return timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }

    private MigrationResult again(MigrationOrder first, MigrationResult failed) {
        var retry = retries.merge(failed.failedRevision(), 1, Integer::sum);
        var pause = order.among().pauseBefore(retry);
        heard.accept(new Observation.StepRetrying(
                ordinal(failed.failedRevision()),
                failed.failedRevision(),
                retry,
                order.among().lockRetries(),
                failed.failure().sqlState(),
                pause.toMillis()));
        if (!waited(pause, first.stopRequested())) {
            return new MigrationResult(
                    MigrationResult.Ending.STOPPED, List.of(), failed.failedRevision(), failed.failure());
        }
        try {
            return called(first.again(end(first.destination())));
        } catch (ToolException refused) {
            why += "; when it was to be tried again, the migration tool refused: "
                    + refused.finding().message();
            return new MigrationResult(
                    MigrationResult.Ending.FAILED,
                    List.of(),
                    failed.failedRevision(),
                    new StepFailure("Refused", refused.finding().message(), null, null, 0, null));
        }
    }

    private int ordinal(String revision) {
        return order.steps().stream()
                .filter(step -> step.revision().equals(revision))
                .findFirst()
                .map(step -> step.ordinal())
                .orElse(0);
    }

    /** Once steps are done, so many steps from where the database is would be too many. */
    private Destination end(Destination asked) {
        if (applied.isEmpty() || !RELATIVE.matcher(asked.expression()).matches()) {
            return asked;
        }
        var end = order.to().isEmpty() ? "base" : order.to().getFirst();
        return new Destination(asked.direction(), end);
    }

    private boolean isLost() {
        return !applied.isEmpty()
                && order.to().size() > 1
                && RELATIVE.matcher(order.destination().expression()).matches();
    }

    /** Whether the whole pause went by; the operator may have enough of it, and the run may lose its own lock. */
    private static boolean waited(Duration pause, BooleanSupplier stopRequested) {
        var end = System.nanoTime() + pause.toNanos();
        while (System.nanoTime() < end) {
            if (stopRequested.getAsBoolean()) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
        return !stopRequested.getAsBoolean();
    }
}
