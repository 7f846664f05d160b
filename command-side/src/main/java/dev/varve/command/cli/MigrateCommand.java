package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Surroundings;
import dev.varve.command.append.Recorder;
import dev.varve.command.run.MigrationRequest;
import dev.varve.command.run.RunFiles;
import dev.varve.command.run.RunKind;
import dev.varve.command.run.RunOutcome;
import dev.varve.command.run.RunRefused;
import dev.varve.command.target.TargetAccess;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.run.CommandCheck;
import dev.varve.engine.run.RunReport;
import dev.varve.engine.run.SmokeCheck;
import dev.varve.engine.run.UrlCheck;
import dev.varve.engine.tool.Destination;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What upgrade, downgrade and rehearse have in common: run, watch, print, choose the exit code. */
final class MigrateCommand {

    private static final Duration CHECK_LIMIT = Duration.ofMinutes(2);

    private final Surroundings surroundings;
    private final GlobalOptions options;
    private final RunOptions runOptions;
    private final PresenceOptions presenceOptions;
    private final GivenRunId runId;

    MigrateCommand(
            Surroundings surroundings,
            GlobalOptions options,
            RunOptions runOptions,
            PresenceOptions presenceOptions,
            GivenRunId runId) {
        this.runId = runId;
        this.presenceOptions = presenceOptions;
        this.surroundings = surroundings;
        this.options = options;
        this.runOptions = runOptions;
    }

    ExitCode run(RunKind kind, String target, Destination destination) {
        var way = kind == RunKind.REHEARSE ? MigrationRequest.Way.REHEARSAL_ONLY : runOptions.way();
        try (var workplace = new Workplace(surroundings, options);
                var looking = LookPulse.of(surroundings, options);
                var signal = StopSignal.listen(surroundings.err());
                var pulse = new StepPulse(surroundings.err(), surroundings.clock())) {
            workplace.runAs(runId.id());
            var entrance = presenceOptions.entrance(surroundings, options, signal::isRequested);
            workplace.enterBy(runOptions.locks().online() ? entrance.besideTheApplication() : entrance);
            var watch = workplace.watch(target);
            var request = new MigrationRequest(
                    kind,
                    destination,
                    workplace.actor(),
                    runOptions.accepted().losses(),
                    runOptions.accepted().drift(),
                    runOptions.locks().among(target, watch.access().database().kind()),
                    way,
                    signal::isRequested,
                    files -> checks(watch.access(), files));
            var outcome = workplace.migrations().run(request, watch.access(), listener(pulse, looking));
            new RunPrinter(surroundings, options).print(outcome);
            return workplace.afterOutage(exitCode(outcome, workplace.recorder()));
        } catch (RunRefused refused) {
            return new RunPrinter(surroundings, options).printRefusal(target, kind, refused);
        }
    }

    private Consumer<Observation> listener(StepPulse pulse, LookPulse looking) {
        if (options.quiet()) {
            return observation -> {};
        }
        var printer = new ProgressPrinter(surroundings, pulse);
        return observation -> {
            looking.close();
            printer.accept(observation);
        };
    }

    private List<SmokeCheck> checks(TargetAccess access, RunFiles files) {
        var checks = new ArrayList<SmokeCheck>();
        runOptions.checkUrls().forEach(url -> checks.add(new UrlCheck(URI.create(url), CHECK_LIMIT)));
        runOptions
                .checkCommands()
                .forEach(command -> checks.add(
                        new CommandCheck(command, Path.of(access.settings().workdir()), files.output(), CHECK_LIMIT)));
        return checks;
    }

    /** A run that stopped for the store's sake was interrupted by nobody: what counts is what it left. */
    private static ExitCode exitCode(RunOutcome outcome, Recorder recorder) {
        if (outcome.outcome() != RunReport.Outcome.INTERRUPTED
                || !recorder.outage().isOn()) {
            return exitCode(outcome);
        }
        return outcome.steps().isEmpty() ? ExitCode.FAILED_UNCHANGED : ExitCode.NEEDS_RECOVERY;
    }

    /** The exit code of the contract for an outcome. */
    static ExitCode exitCode(RunOutcome outcome) {
        return switch (outcome.outcome()) {
            case SUCCEEDED -> ExitCode.DONE;
            case REFUSED -> ExitCode.REFUSED;
            case PROOF_FAILED -> ExitCode.PROOF_FAILED;
            case FAILED_UNCHANGED -> ExitCode.FAILED_UNCHANGED;
            case FAILED_NEEDS_RECOVERY -> ExitCode.NEEDS_RECOVERY;
            case INTERRUPTED -> ExitCode.INTERRUPTED;
        };
    }
}
