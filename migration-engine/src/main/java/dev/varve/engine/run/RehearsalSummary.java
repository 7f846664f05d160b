package dev.varve.engine.run;

/**
 * How a rehearsal ended.
 *
 * @param outcome {@code SUCCEEDED} or {@code FAILED}
 */
public record RehearsalSummary(String outcome, long durationMillis) {

    static RehearsalSummary succeeded(long durationMillis) {
        return new RehearsalSummary("SUCCEEDED", durationMillis);
    }

    static RehearsalSummary failed(long durationMillis) {
        return new RehearsalSummary("FAILED", durationMillis);
    }
}
