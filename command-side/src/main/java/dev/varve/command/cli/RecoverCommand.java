package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.command.recover.GoingOn;
import dev.varve.command.recover.Scenes;
import dev.varve.command.run.MigrationRequest;
import dev.varve.command.run.RunKind;
import dev.varve.command.run.RunRefused;
import dev.varve.command.run.Watch;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.recovery.Assessment;
import dev.varve.engine.recovery.Way;
import dev.varve.engine.run.AmongOthers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "recover",
        description = "Says what happened to a database, offers the safe ways back, does one, and proves it.",
        footer = {
            "",
            "Example: varve recover shop",
            "         varve recover shop --option restore",
            "On a terminal it shows what it found and asks. Elsewhere it only shows, and exits 6 unless the",
            "database is well; --yes does the safest way, --option the one of that name. What is there now is",
            "kept aside.",
            "Refuses: another run, a tool that still runs, an application that has the database open, a way that",
            "is not on offer (exit 4); a backup that is not what its receipt or the record says (exit 7)."
        })
final class RecoverCommand implements Callable<ExitCode> {

    private final Surroundings surroundings;

    @Mixin
    private GlobalOptions options;

    @Mixin
    private PresenceOptions presenceOptions;

    @Mixin
    private GivenRunId runId;

    @Parameters(paramLabel = "NAME", description = "The watched database.")
    private String target;

    @Option(
            names = "--option",
            paramLabel = "ID",
            description = "The way to take: nothing, resume, restore, stamp, mend or salvage, if it is on offer.")
    private String option;

    @Option(names = "--yes", description = "Do not ask: take the way named by --option, or the safest.")
    private boolean yes;

    RecoverCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() {
        var wanted = wanted();
        try (var workplace = new Workplace(surroundings, options);
                var pulse = new StepPulse(surroundings.err(), surroundings.clock())) {
            workplace.runAs(runId.id());
            workplace.enterBy(presenceOptions.entrance(surroundings, options, () -> false));
            var watch = workplace.deadRunsOnContact().settle(workplace.watch(target));
            if (wanted.isPresent()) {
                return act(workplace, watch, wanted, listener(pulse));
            }
            var viewed = workplace.scenes().view(watch);
            var found = viewed.assess();
            if (yes && !found.isHealthy()) {
                return act(workplace, watch, wanted, listener(pulse));
            }
            return show(workplace, viewed, found, listener(pulse));
        } catch (RunRefused refused) {
            return new RunPrinter(surroundings, options).printRefusal(target, RunKind.RECOVER, refused);
        }
    }

    private Optional<Way> wanted() {
        if (option == null) {
            return Optional.empty();
        }
        return Optional.of(Way.named(option).orElseThrow(() -> unknownWay(option)));
    }

    private CommandFailure unknownWay(String typed) {
        return new CommandFailure(
                ExitCode.USAGE,
                "UNKNOWN_OPTION",
                "one of "
                        + String.join(
                                ", ", Arrays.stream(Way.values()).map(Way::word).toList()),
                Printable.quoted(typed),
                "varve recover " + target + " shows what is on offer");
    }

    /** Shows what was found; on a terminal it also asks. */
    private ExitCode show(Workplace workplace, Scenes.Viewed viewed, Assessment found, Consumer<Observation> listener) {
        if (viewed.looked() != null) {
            workplace.diagnosisRecorder().record(viewed.watch(), viewed.looked());
        }
        var code = printer().show(viewed, found);
        var question = new RecoveryQuestion(surroundings);
        if (options.json() || found.ways().isEmpty() || !question.canBeAsked()) {
            return code;
        }
        var answer = question.ask(found);
        if (answer.isEmpty()) {
            workplace.recoveries().leave(viewed, found, workplace.actor());
            surroundings.out().println("nothing was done");
            return code;
        }
        return act(workplace, viewed.watch(), answer, listener);
    }

    private ExitCode act(Workplace workplace, Watch watch, Optional<Way> wanted, Consumer<Observation> listener) {
        var ended = workplace.recoveries().recover(watch, wanted, workplace.actor(), listener);
        if (!ended.isDone()) {
            return workplace.afterOutage(printer().print(ended, null));
        }
        lookAgain(workplace);
        var resumed = ended.goingOn() == null ? null : goOn(workplace, ended.goingOn(), listener);
        return workplace.afterOutage(printer().print(ended, resumed));
    }

    private ResumedRun goOn(Workplace workplace, GoingOn goingOn, Consumer<Observation> listener) {
        try (var signal = StopSignal.listen(surroundings.err())) {
            var watch = workplace.watch(target);
            var request = new MigrationRequest(
                    goingOn.kind(),
                    goingOn.destination(),
                    workplace.actor(),
                    goingOn.acceptedLosses(),
                    false,
                    AmongOthers.ALONE,
                    MigrationRequest.Way.SAFEST,
                    signal::isRequested,
                    files -> List.of());
            return ResumedRun.ended(workplace.migrations().run(request, watch.access(), listener));
        } catch (RunRefused refused) {
            return ResumedRun.refused(goingOn.kind(), refused);
        }
    }

    /** So that the record says what state the database is in, with no run open. */
    private void lookAgain(Workplace workplace) {
        var watch = workplace.watch(target);
        workplace.diagnosisRecorder().record(watch, workplace.diagnoses().look(watch.access(), watch.past(), false));
    }

    private RecoveryPrinter printer() {
        return new RecoveryPrinter(surroundings, options, target);
    }

    private Consumer<Observation> listener(StepPulse pulse) {
        return options.quiet() ? observation -> {} : new ProgressPrinter(surroundings, pulse);
    }
}
