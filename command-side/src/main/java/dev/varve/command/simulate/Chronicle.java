package dev.varve.command.simulate;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;

/** The stories of all targets as one, in the order of time. A chapter is told only when its time has come: few stand in memory. */
final class Chronicle {

    private final Queue<Strand> strands =
            new PriorityQueue<>(Comparator.comparing(Strand::at).thenComparingInt(Strand::index));

    /** One target's story, and what of its present chapter is not told yet. */
    private record Strand(int index, TargetStory story, Deque<Told> chapter) {

        Instant at() {
            return chapter.isEmpty() ? story.nextBegins() : chapter.getFirst().at();
        }

        boolean isAtItsEnd() {
            return chapter.isEmpty() && story.isAtItsEnd();
        }
    }

    Chronicle(World world) {
        for (int index = 0; index < world.plan().targets(); index++) {
            strands.add(new Strand(index, new TargetStory(world, index), new ArrayDeque<>()));
        }
    }

    void tell(Consumer<Told> listener) {
        while (!strands.isEmpty()) {
            var strand = strands.remove();
            if (strand.chapter().isEmpty()) {
                strand.chapter().addAll(strand.story().next());
            } else {
                listener.accept(strand.chapter().removeFirst());
            }
            if (!strand.isAtItsEnd()) {
                strands.add(strand);
            }
        }
    }
}
