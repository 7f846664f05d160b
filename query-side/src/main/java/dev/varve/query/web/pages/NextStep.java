package dev.varve.query.web.pages;

import dev.varve.query.status.Health;
import dev.varve.query.status.SchemaStates;
import dev.varve.query.status.StatusView;

/**
 * What somebody who looks at a database should do next.
 *
 * @param words what to do
 * @param command as it is typed; {@code null} if nothing is to be typed
 * @param page the path of the page that leads on; {@code null} if none does
 * @param link what that page is
 */
public record NextStep(Badge headline, String words, String command, String page, String link) {

    /** By what is believed of it. */
    static NextStep of(StatusView status) {
        if (status.retired()) {
            return new NextStep(Badge.calm("not under watch"), "Its history stays.", null, null, null);
        }
        return switch (Health.of(status)) {
            case RUNNING ->
                new NextStep(
                        Badge.busy("a run is under way"),
                        "Wait for its end. This page shows it as it comes.",
                        null,
                        "runs/" + status.openRun().runId(),
                        "Watch the run");
            case NEEDS_RECOVERY -> recovery(status);
            case UNREACHABLE -> look(Badge.bad("cannot be reached"), status);
            case ERRORS -> look(Badge.bad("needs attention"), status);
            case LAST_RUN_FAILED -> failure(status);
            case NEVER_LOOKED_AT ->
                new NextStep(
                        Badge.calm("never looked at"), "Look at it.", "varve diagnose " + status.target(), null, null);
            case WARNINGS, HEALTHY -> well(status);
        };
    }

    private static NextStep failure(StatusView status) {
        var run = status.lastRun();
        return new NextStep(
                Badge.warn("the last run failed; nothing has to be recovered"),
                "Mend the cause, and rehearse before the next upgrade.",
                "varve rehearse " + status.target(),
                "runs/" + run.runId(),
                "See why it failed");
    }

    private static NextStep look(Badge headline, StatusView status) {
        return new NextStep(
                headline, "Each of its findings says what to do.", "varve diagnose " + status.target(), null, null);
    }

    private static NextStep well(StatusView status) {
        if (SchemaStates.isBehind(status.state())) {
            return new NextStep(
                    Badge.warn("migrations are pending"),
                    "Look at the plan, then upgrade. A backup is proven before the first step.",
                    "varve upgrade " + status.target(),
                    "targets/" + status.target() + "/plan",
                    "Plan the upgrade");
        }
        return new NextStep(
                Badge.good("healthy, nothing to do"), "It is at its head, as of the last look.", null, null, null);
    }

    private static NextStep recovery(StatusView status) {
        var run = status.lastRun();
        var interrupted = run != null && "INTERRUPTED".equals(run.outcome());
        var command = "varve recover " + status.target();
        return new NextStep(
                Badge.bad(interrupted ? "a run was interrupted: needs recovery" : "needs recovery"),
                run == null || run.remedy() == null || run.remedy().equals(command)
                        ? "Look at what is there, and choose one of the safe ways back. Do not stamp."
                        : run.remedy(),
                command,
                "targets/" + status.target() + "/recovery",
                "Look at the evidence and the safe ways back");
    }
}
