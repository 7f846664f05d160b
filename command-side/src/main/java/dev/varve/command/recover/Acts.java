package dev.varve.command.recover;

import dev.varve.command.append.Recorder;
import dev.varve.engine.recovery.Assessment;
import java.time.Clock;

/** Takes the way that was chosen, and has its end recorded. */
final class Acts {

    private final Endings endings;
    private final LeaveAct leave;
    private final PutBackAct putBack;
    private final StampAct stamp;
    private final MendAct mend;
    private final SalvageAct salvage;

    Acts(Recorder recorder, Scenes scenes, Endings endings, Clock clock) {
        this.endings = endings;
        this.leave = new LeaveAct(endings);
        this.putBack = new PutBackAct(recorder, endings, clock);
        this.stamp = new StampAct(recorder, scenes, endings);
        this.mend = new MendAct(recorder, endings);
        this.salvage = new SalvageAct(recorder, endings);
    }

    Recovered act(Recovery recovery, Assessment found) {
        var swap = recovery.access().swap();
        swap.settle();
        var taken = take(recovery);
        if (taken instanceof TakenWay.Proven) {
            // Only now: until the database is proven, a copy of it may be the best that there is.
            swap.clear();
        }
        return endings.of(recovery, found, taken);
    }

    private TakenWay take(Recovery recovery) {
        return switch (recovery.chosen().way()) {
            case NOTHING, RESUME -> leave.take(recovery);
            case RESTORE -> putBack.take(recovery);
            case STAMP -> stamp.take(recovery);
            case MEND -> mend.take(recovery);
            case SALVAGE -> salvage.take(recovery);
            case WAIT -> throw new IllegalStateException("waiting is no act");
        };
    }
}
