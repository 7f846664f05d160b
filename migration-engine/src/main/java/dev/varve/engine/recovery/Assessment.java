package dev.varve.engine.recovery;

import dev.varve.engine.verdict.StepVerdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happened, and what may be done about it.
 *
 * @param evidence what shows it, one sentence each
 * @param ways safest first; empty if nothing is safe, or nothing is needed
 * @param decision what the operator has to decide where no way is offered without being named; {@code null} otherwise
 * @param verdicts what became of the statements of the steps that did not end well, where that is known
 */
public record Assessment(
        Situation situation, List<String> evidence, List<WayBack> ways, String decision, List<StepVerdicts> verdicts) {

    public Assessment {
        evidence = List.copyOf(evidence);
        ways = List.copyOf(ways);
        verdicts = List.copyOf(verdicts);
    }

    /** The same, shown by these too, unless there is nothing to recover from. */
    public Assessment shownBy(List<StepVerdicts> judged) {
        if (isHealthy()) {
            return this;
        }
        var more = new ArrayList<>(evidence);
        judged.forEach(step -> more.addAll(step.inWords()));
        return new Assessment(situation, more, ways, decision, judged);
    }

    public Optional<WayBack> offered(Way way) {
        return ways.stream().filter(offer -> offer.way() == way).findFirst();
    }

    /** What is done where nobody names anything; nothing if each way has to be named. */
    public Optional<WayBack> safest() {
        return ways.stream().findFirst().filter(offer -> !offer.onlyByName());
    }

    /** Whether there is nothing to recover from. */
    public boolean isHealthy() {
        return situation == Situation.HEALTHY;
    }
}
