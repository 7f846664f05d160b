package dev.varve.engine.presence;

import dev.varve.engine.database.FileHolder;
import dev.varve.engine.session.OtherMigration;
import dev.varve.engine.session.ServerSession;
import dev.varve.engine.session.ServerUsers;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One sign that the application still uses a database. */
public sealed interface Sign {

    /** Who it is and since when, as a clause. */
    String inWords();

    /** What to do, as a clause; a command where one is known. */
    String remedy();

    /** Whether it is one of the application: not of a migration, nor of a transaction that nobody ended. */
    default boolean isOfTheApplication() {
        return true;
    }

    /** The same for programs: {@code kind}, and what that kind has. */
    Map<String, Object> evidence();

    /** A process that has the database or a companion open. */
    record HoldsOpen(FileHolder holder, Home home) implements Sign {

        @Override
        public String inWords() {
            return holder.inWordsWithStart() + home.inWords();
        }

        @Override
        public String remedy() {
            return home.remedy(holder.pid(), holder.command());
        }

        @Override
        public Map<String, Object> evidence() {
            var evidence = evidenceOf("open-handle", holder.pid(), holder.command(), holder.since(), home);
            evidence.put("file", holder.file());
            return evidence;
        }
    }

    /** A process that the operator named lives. */
    record Lives(long pid, String command, Instant since, Home home) implements Sign {

        @Override
        public String inWords() {
            return "the application's process " + command + " (pid " + pid + ")"
                    + (since == null ? "" : ", running since " + since) + home.inWords();
        }

        @Override
        public String remedy() {
            return home.remedy(pid, command);
        }

        @Override
        public Map<String, Object> evidence() {
            return evidenceOf("app-pid", pid, command, since, home);
        }
    }

    /**
     * An address that the operator named answers.
     *
     * @param how such as {@code answers with status 200}
     */
    record Answers(URI url, String how) implements Sign {

        /** Names and passwords in an address are nobody's business. */
        private String place() {
            return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort())
                    + url.getRawPath();
        }

        @Override
        public String inWords() {
            return "the application at " + place() + ", which " + how;
        }

        @Override
        public String remedy() {
            return "stop the application behind " + place()
                    + " (if only a proxy answers there, name the application's own address)";
        }

        @Override
        public Map<String, Object> evidence() {
            var evidence = new LinkedHashMap<String, Object>();
            evidence.put("kind", "app-url");
            evidence.put("url", place());
            evidence.put("answer", how);
            return evidence;
        }
    }

    /** A running container that may write where the database stands. */
    record Mounts(String name, String image, String id, Instant since, String inWords, String remedy) implements Sign {

        static Mounts of(Container container) {
            return new Mounts(
                    container.name(),
                    container.image(),
                    container.id(),
                    container.startedAt(),
                    container.inWords() + ", which mounts the database's folder",
                    container.remedy() + "; if it never opens the database, say so: --ignore-container "
                            + container.name());
        }

        @Override
        public Map<String, Object> evidence() {
            var evidence = new LinkedHashMap<String, Object>();
            evidence.put("kind", "container-mount");
            evidence.put("container", name);
            evidence.put("image", image);
            evidence.put("containerId", id);
            evidence.put("since", Objects.toString(since, null));
            return evidence;
        }
    }

    /** Sessions of one application on a server: of one name, one role and one address. */
    record Connected(List<ServerSession> sessions) implements Sign {

        private static final int NAMED = 5;

        public Connected {
            sessions = List.copyOf(sessions);
        }

        private ServerSession first() {
            return sessions.getFirst();
        }

        @Override
        public String inWords() {
            return sessions.size() == 1
                    ? first().inWords()
                    : sessions.size() + " sessions of " + first().calledInWords() + ", such as " + first().inWords();
        }

        @Override
        public String remedy() {
            var place = first().client() == null ? "" : " from " + first().client();
            return "stop what is connected as role " + first().user() + place + ": " + first().calledInWords();
        }

        @Override
        public Map<String, Object> evidence() {
            var evidence = new LinkedHashMap<String, Object>();
            evidence.put("kind", "session");
            evidence.put("sessions", sessions.size());
            evidence.putAll(first().evidence());
            evidence.put(
                    "pids",
                    sessions.stream().limit(NAMED).map(ServerSession::pid).toList());
            return evidence;
        }
    }

    /** A migration that is run beside Varve. */
    record Migrates(OtherMigration migration) implements Sign {

        @Override
        public boolean isOfTheApplication() {
            return false;
        }

        @Override
        public String inWords() {
            return migration.inWords();
        }

        @Override
        public String remedy() {
            return "let that end, or stop it where it was started";
        }

        @Override
        public Map<String, Object> evidence() {
            var evidence = new LinkedHashMap<String, Object>();
            evidence.put("kind", "migration");
            evidence.putAll(migration.session().evidence());
            evidence.put("holds", migration.holds());
            return evidence;
        }
    }

    /** A transaction that was prepared: it keeps its locks, whoever is connected. */
    record Prepared(ServerUsers.Prepared transaction) implements Sign {

        @Override
        public boolean isOfTheApplication() {
            return false;
        }

        @Override
        public String inWords() {
            return "the prepared transaction " + transaction.id() + " (role " + transaction.owner() + ", since "
                    + transaction.since() + ")";
        }

        @Override
        public String remedy() {
            return "end the prepared transaction " + transaction.id()
                    + " as its coordinator decides: COMMIT PREPARED or ROLLBACK PREPARED";
        }

        @Override
        public Map<String, Object> evidence() {
            var evidence = new LinkedHashMap<String, Object>();
            evidence.put("kind", "prepared-transaction");
            evidence.put("transaction", transaction.id());
            evidence.put("role", transaction.owner());
            evidence.put("since", transaction.since().toString());
            return evidence;
        }
    }

    private static Map<String, Object> evidenceOf(String kind, long pid, String command, Instant since, Home home) {
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("kind", kind);
        evidence.put("pid", pid);
        evidence.put("command", command);
        evidence.put("since", Objects.toString(since, null));
        evidence.put("container", home.container());
        evidence.put("service", home.service());
        return evidence;
    }
}
