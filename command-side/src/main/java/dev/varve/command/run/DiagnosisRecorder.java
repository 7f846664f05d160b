package dev.varve.command.run;

import dev.varve.command.append.Recorder;
import dev.varve.command.target.Seen;
import dev.varve.command.target.TargetAccess;
import dev.varve.command.target.TargetCommand;
import dev.varve.command.target.TargetDecider;
import dev.varve.engine.diagnosis.Diagnosis;
import dev.varve.engine.diagnosis.Looked;
import dev.varve.store.StoreFailure;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Records what looking told, if it tells anything new. A store that cannot be written does not hide the diagnosis. */
public final class DiagnosisRecorder {

    private final Supplier<Recorder> recorder;
    private final Consumer<String> warning;

    /**
     * @param recorder opened only if there is something to record
     * @param warning hears why it could not be recorded
     */
    public DiagnosisRecorder(Supplier<Recorder> recorder, Consumer<String> warning) {
        this.recorder = recorder;
        this.warning = warning;
    }

    public void record(Watch watch, Looked looked) {
        var command = command(watch.access(), watch.past(), looked.diagnosis());
        var sights = Sight.of(watch.access(), looked).stream()
                .filter(sight -> isNew(watch, sight.command()))
                .toList();
        if (sights.isEmpty() && !isNew(watch, command)) {
            return;
        }
        try {
            sights.forEach(sight -> recorder.get().send(sight.command(), List.of(sight.content())));
            recorder.get().send(command);
        } catch (StoreFailure unwritable) {
            warning.accept("not recorded: " + unwritable.getMessage());
        }
    }

    private static boolean isNew(Watch watch, TargetCommand command) {
        return !TargetDecider.decide(watch.state(), command).isEmpty();
    }

    static TargetCommand.RecordDiagnosis command(TargetAccess access, KnownPast past, Diagnosis diagnosis) {
        var name = access.name();
        var expected = past.schema().fingerprint();
        var moved = expected != null && diagnosis.fingerprint() != null && !expected.equals(diagnosis.fingerprint());
        return new TargetCommand.RecordDiagnosis(
                TargetCommand.aggregateId(name),
                name,
                new Seen(
                        diagnosis.state().name(),
                        diagnosis.current(),
                        diagnosis.heads(),
                        diagnosis.pending().stream()
                                .map(Diagnosis.Pending::revision)
                                .toList(),
                        diagnosis.fingerprint(),
                        RecordedFindings.of(diagnosis.findings(), access.redaction())),
                expected,
                moved ? List.of("fingerprint " + expected + " became " + diagnosis.fingerprint()) : List.of());
    }
}
