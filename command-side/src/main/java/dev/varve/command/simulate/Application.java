package dev.varve.command.simulate;

import dev.varve.command.append.Redaction;
import dev.varve.command.run.RevisionsBlob;
import dev.varve.engine.tool.Revision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An invented application of which many databases exist: the revisions that its developers published over time, in one line.
 *
 * @param name what it is called
 * @param tool {@code alembic} or {@code flyway}
 */
record Application(String name, String tool, List<ScriptedStep> steps, Release release) {

    private static final int FEWEST_STEPS = 14;
    private static final int MOST_STEPS = 240;

    Application {
        steps = List.copyOf(steps);
    }

    /** From when until when the revisions were published, but for those that were there before. */
    record Release(Instant first, Instant last) {}

    static List<Application> all(SimulationPlan plan, Cast cast) {
        var applications = new ArrayList<Application>();
        long span = plan.until().getEpochSecond() - plan.from().getEpochSecond();
        var release = new Release(plan.from(), plan.until().minusSeconds(span / 5));
        for (int i = 0; i < Words.APPLICATIONS.size(); i++) {
            var tool = i % 2 == 0 ? "alembic" : "flyway";
            var chance = new Chance(plan.seed(), -1 - i);
            var writer = new ScriptWriter(tool.equals("flyway"), chance, cast);
            var steps = new ArrayList<ScriptedStep>();
            int wanted = Math.min(MOST_STEPS, FEWEST_STEPS + 2 * plan.runs() + chance.between(0, 12));
            while (steps.size() < wanted) {
                steps.add(writer.next());
            }
            applications.add(new Application(Words.APPLICATIONS.get(i), tool, steps, release));
        }
        return applications;
    }

    boolean isFlyway() {
        return tool.equals("flyway");
    }

    /** So many of its first revisions, as they are kept in the record. */
    byte[] revisions(int count) {
        var revisions = new ArrayList<Revision>();
        for (var step : steps.subList(0, count)) {
            var parents = revisions.isEmpty()
                    ? List.<String>of()
                    : List.of(revisions.getLast().id());
            revisions.add(new Revision(
                    step.revision(), parents, List.of(), List.of(), step.message(), step.file(), step.sha256()));
        }
        return RevisionsBlob.of(revisions, Redaction.NONE);
    }

    /** How many revisions were published then: a quarter before all histories, the rest evenly. */
    int publishedAt(Instant moment) {
        int before = steps.size() / 4;
        double whole = release.last().getEpochSecond() - release.first().getEpochSecond();
        double gone = moment.getEpochSecond() - release.first().getEpochSecond();
        double share = whole <= 0 ? 1 : Math.clamp(gone / whole, 0, 1);
        return before + (int) ((steps.size() - before) * share);
    }
}
