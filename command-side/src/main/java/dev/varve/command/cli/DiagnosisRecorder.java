package dev.varve.command.cli;

import dev.varve.cli.Printable;
import dev.varve.command.run.Diagnoses;
import dev.varve.command.run.RecordedFindings;
import dev.varve.command.target.Seen;
import dev.varve.command.target.TargetCommand;
import dev.varve.command.target.TargetDecider;
import dev.varve.engine.diagnosis.Diagnosis;
import dev.varve.store.StoreFailure;
import java.util.List;

/** Records what looking told, if it tells anything new. A store that cannot be written does not hide the diagnosis. */
final class DiagnosisRecorder {

    private final Workplace workplace;

    DiagnosisRecorder(Workplace workplace) {
        this.workplace = workplace;
    }

    void record(Workplace.Watch watch, Diagnoses.Looked looked) {
        var command = command(watch, looked.diagnosis());
        if (TargetDecider.decide(watch.state(), command).isEmpty()) {
            return;
        }
        try {
            workplace.recorder().send(command);
        } catch (StoreFailure unwritable) {
            workplace.surroundings().err().println("not recorded: " + Printable.text(unwritable.getMessage()));
        }
    }

    private static TargetCommand.RecordDiagnosis command(Workplace.Watch watch, Diagnosis diagnosis) {
        var name = watch.access().name();
        var expected = watch.past().fingerprint();
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
                        RecordedFindings.of(diagnosis.findings(), watch.access().redaction())),
                expected,
                moved ? List.of("fingerprint " + expected + " became " + diagnosis.fingerprint()) : List.of());
    }
}
