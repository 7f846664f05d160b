package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Surroundings;
import dev.varve.engine.diagnosis.Looked;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diagnose",
        description = "Looks at a database and its migrations, read-only, and says what to do.",
        footer = {
            "",
            "Example: varve diagnose shop --deep",
            "Exit 0: healthy, nothing to do. 3: migrations pending. 6: needs recovery. 2: unreachable, or the",
            "tool cannot run as configured."
        })
final class DiagnoseCommand implements Callable<ExitCode> {

    private final Surroundings surroundings;

    @Mixin
    private GlobalOptions options;

    @Parameters(paramLabel = "NAME", description = "The watched database.")
    private String target;

    @Option(
            names = "--deep",
            description = "Also build the schema that the scripts produce at every revision, and compare.")
    private boolean deep;

    @Option(
            names = "--has-ended",
            paramLabel = "RUN-ID",
            description = "You looked: this run, in another container or on another host, is over. Recorded.")
    private String endedRun;

    DiagnoseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() {
        try (var workplace = new Workplace(surroundings, options);
                var pulse = LookPulse.of(surroundings, options)) {
            var deadRuns = workplace.deadRunsOnContact();
            var watch = workplace.watch(target);
            var settled = endedRun == null
                    ? deadRuns.settle(watch)
                    : deadRuns.settleConfirmed(watch, endedRun, workplace.actor());
            var looked = workplace.diagnoses().look(settled.access(), settled.past(), deep);
            pulse.close();
            workplace.diagnosisRecorder().record(settled, looked);
            print(looked);
            return DiagnosisExit.of(looked.diagnosis());
        }
    }

    private void print(Looked looked) {
        if (options.json()) {
            Json.print(surroundings.out(), new DiagnosisDocument(target, looked.diagnosis()).asMap());
        } else {
            new DiagnosisText(target, looked).print(surroundings.out());
        }
    }
}
