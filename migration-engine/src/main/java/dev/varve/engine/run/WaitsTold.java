package dev.varve.engine.run;

import dev.varve.engine.observation.Observation.WaitSeen;
import dev.varve.engine.observation.SeenSession;
import dev.varve.engine.waits.Backend;
import dev.varve.engine.waits.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * Which waits are news: of the tool's session each pair of a waiter and who keeps it waiting, once in a step; of those that wait for the
 * tool each application once, and again when ten times as many wait.
 */
final class WaitsTold {

    private final Set<String> told = new HashSet<>();

    /**
     * @param waits the longest first
     * @param tools the processes of the tool's sessions
     * @param now by the server's clock
     */
    record Look(List<Wait> waits, Set<Integer> tools, Instant now) {

        private boolean isTools(Backend backend) {
            return tools.contains(backend.pid());
        }
    }

    List<WaitSeen> news(Look look, String step) {
        var news = new ArrayList<WaitSeen>();
        look.waits().stream()
                .filter(wait -> look.isTools(wait.waiter()))
                .forEach(wait -> toolWaits(look, step, wait, news));
        othersWait(look, step, news);
        return news;
    }

    private void toolWaits(Look look, String step, Wait wait, List<WaitSeen> news) {
        for (var blocker : wait.blockers()) {
            if (!look.isTools(blocker) && told.add(step + " " + wait.waiter().pid() + " < " + blocker.pid())) {
                news.add(seen(look, step, true, wait, blocker, 1));
            }
        }
    }

    private void othersWait(Look look, String step, List<WaitSeen> news) {
        var applications = new LinkedHashMap<List<String>, List<Wait>>();
        for (var wait : look.waits()) {
            if (!look.isTools(wait.waiter()) && wait.blockers().stream().anyMatch(look::isTools)) {
                var whose = List.of(
                        wait.waiter().application(),
                        String.valueOf(wait.waiter().user()));
                applications.computeIfAbsent(whose, first -> new ArrayList<>()).add(wait);
            }
        }
        applications.forEach((application, waiting) -> {
            var magnitude = String.valueOf(waiting.size()).length();
            if (told.add(step + " " + application + " " + magnitude)) {
                var first = waiting.getFirst();
                var blocker = first.blockers().stream()
                        .filter(look::isTools)
                        .findFirst()
                        .orElseThrow();
                news.add(seen(look, step, false, first, blocker, waiting.size()));
            }
        });
    }

    private static WaitSeen seen(Look look, String step, boolean toolWaits, Wait wait, Backend blocker, int sessions) {
        var waited = Duration.between(wait.since(), look.now()).toMillis();
        return new WaitSeen(
                step, toolWaits, session(wait.waiter()), session(blocker), sessions, wait.lock(), Math.max(0, waited));
    }

    private static SeenSession session(Backend backend) {
        return new SeenSession(
                backend.pid(),
                backend.application(),
                backend.user(),
                backend.client(),
                backend.state(),
                backend.statement());
    }
}
