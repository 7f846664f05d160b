package dev.varve.query.web.pages;

import dev.varve.query.status.StatusView;
import java.util.Set;

/**
 * What somebody who looks at a database should do next.
 *
 * @param words what to do
 * @param command as it is typed; {@code null} if nothing is to be typed
 * @param page the path of the page that leads on; {@code null} if none does
 * @param link what that page is
 */
public record NextStep(Badge headline, String words, String command, String page, String link) {

    private static final Set<String> NEED_RECOVERY =
            Set.of("PARTIAL", "DIVERGED", "CORRUPT", "UNKNOWN_REVISION", "UNMANAGED");

    /** By what is believed of it. */
    static NextStep of(StatusView status) {
        var name = status.target();
        if (status.retired()) {
            return new NextStep(Badge.calm("not under watch"), "Its history stays.", null, null, null);
        }
        if (status.openRun() != null) {
            return new NextStep(
                    Badge.busy("a run is under way"),
                    "Wait for its end. This page shows it as it comes.",
                    null,
                    "runs/" + status.openRun().runId(),
                    "Watch the run");
        }
        if (status.needsRecovery() || NEED_RECOVERY.contains(String.valueOf(status.state()))) {
            return recovery(status);
        }
        if ("UNREACHABLE".equals(status.state())) {
            return new NextStep(
                    Badge.bad("cannot be reached"),
                    "Look at the findings below: each says what to do.",
                    "varve diagnose " + name,
                    null,
                    null);
        }
        if (status.state() == null) {
            return new NextStep(Badge.calm("never looked at"), "Look at it.", "varve diagnose " + name, null, null);
        }
        if (status.findings().getOrDefault("ERROR", 0L) > 0) {
            return new NextStep(
                    Badge.bad("needs attention"),
                    "Look at the findings below: each says what to do.",
                    "varve diagnose " + name,
                    null,
                    null);
        }
        return well(status);
    }

    private static NextStep well(StatusView status) {
        if (!"UP_TO_DATE".equals(status.state())) {
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
