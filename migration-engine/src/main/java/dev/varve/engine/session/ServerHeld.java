package dev.varve.engine.session;

import java.io.Serial;

/** Another Varve has the database, from wherever it runs. */
public final class ServerHeld extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient Holder holder;

    ServerHeld(Holder holder) {
        super("expected no other run on this database, found " + holder.inWords());
        this.holder = holder;
    }

    /** Who it is. */
    public Holder holder() {
        return holder;
    }

    /**
     * Who holds the lock.
     *
     * @param name {@code null} if the session does not bear a name of ours
     */
    public record Holder(ServerSession session, SessionName name) {

        static Holder of(ServerSession session) {
            return new Holder(session, SessionName.parse(session.application()).orElse(null));
        }

        /** Whether it changes the database, as a backup does not. */
        public boolean isARun() {
            return name == null || name.act() == SessionName.Act.RUN;
        }

        /** Who, from where and since when, as a clause; with what this role may not see. */
        public String inWords() {
            var since = session.since() == null ? "since when is not shown to this role" : "since " + session.since();
            var client = session.client() == null ? "" : ", connected from " + session.client();
            var who = name == null ? session.calledInWords() : name.inWords();
            return who + ", " + since + client + ", session " + session.pid() + " of the server";
        }
    }
}
