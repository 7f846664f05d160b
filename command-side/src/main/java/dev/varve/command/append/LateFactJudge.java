package dev.varve.command.append;

import dev.varve.events.VarveEvent;
import dev.varve.store.EventLog;

/** Tells whether a fact that comes late can still follow what is recorded. */
public interface LateFactJudge {

    /**
     * Whether the fact can still follow.
     *
     * @param log as far as it goes now, the late facts before this one included
     */
    boolean mayFollow(VarveEvent fact, EventLog log);
}
