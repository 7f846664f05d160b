package dev.varve.command.simulate;

import java.time.Instant;
import java.util.List;

/** The history of one target, chapter by chapter: each has its time, in which at least one run is asked for. */
final class TargetStory {

    private static final double LATEST_BEGINNING = 0.3;
    private static final double LATEST_RUN = 0.3;
    /** As long as the longest run takes where there is time for it. */
    private static final double LONGEST_RUN_MILLIS = 45 * 60_000.0;

    private static final double SHARE_OF_A_RUN = 0.6;
    private static final int RECONFIGURED_PERCENT = 2;

    private final Desk desk;
    private final Chapters chapters;
    private final int runs;
    private final Instant begins;
    private final double slotMillis;
    private final Instant until;
    private int asked;

    TargetStory(World world, int index) {
        var plan = world.plan();
        this.desk = world.desk(index);
        this.chapters = new Chapters(desk);
        this.runs = plan.runs();
        this.until = plan.until();
        long span = plan.until().toEpochMilli() - plan.from().toEpochMilli();
        this.begins = plan.from()
                .plusMillis((long) (span * LATEST_BEGINNING * desk.chance().fraction()));
        this.slotMillis = (plan.until().toEpochMilli() - begins.toEpochMilli()) / (double) runs;
    }

    boolean isAtItsEnd() {
        return asked == runs;
    }

    /** Not before then does the next chapter begin. */
    Instant nextBegins() {
        return slot(asked);
    }

    private Instant slot(int number) {
        var begin = begins.plusMillis((long) (slotMillis * number));
        return begin.isAfter(until) ? until : begin;
    }

    /** The next chapter's events, in order. */
    List<Told> next() {
        turnToTheNextSlot();
        var scribe = desk.scribe();
        if (asked == 0) {
            desk.arrives();
            scribe.tell(desk.site().registration(desk.site().folder()));
            desk.look().look();
        } else if (desk.chance().percent(RECONFIGURED_PERCENT)) {
            desk.arrives();
            scribe.tell(desk.site().registration(desk.site().folder() + "/release-" + asked));
        }
        chapters.tell(runs - asked);
        asked = scribe.requests();
        if (isAtItsEnd()) {
            chapters.end();
        }
        return scribe.take();
    }

    private void turnToTheNextSlot() {
        var late = (long) (slotMillis * LATEST_RUN * desk.chance().fraction());
        desk.scribe()
                .turnTo(
                        slot(asked).plusMillis(late),
                        slot(asked + 1),
                        Math.min(1, slotMillis * SHARE_OF_A_RUN / LONGEST_RUN_MILLIS));
    }
}
