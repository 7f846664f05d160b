package dev.varve.engine.presence;

import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.postgres.PostgresDatabase;
import dev.varve.engine.session.ServerSession;
import dev.varve.engine.session.ServerUsers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Who is connected to a database of a server. The server knows all of them: there is nobody whom it does not see. */
final class ServerSigns {

    private ServerSigns() {}

    static Presence of(PostgresDatabase database) {
        try {
            return new Presence(signs(ServerUsers.of(database)), List.of());
        } catch (DatabaseUnreadable unreachable) {
            return new Presence(
                    List.of(), List.of("the server cannot be asked who is connected: " + unreachable.found()));
        }
    }

    private static List<Sign> signs(ServerUsers users) {
        var signs = new ArrayList<Sign>();
        users.migrations().forEach(migration -> signs.add(new Sign.Migrates(migration)));
        var applications = new LinkedHashMap<List<String>, List<ServerSession>>();
        for (var session : users.sessions()) {
            var whose = List.of(session.application(), session.user(), String.valueOf(session.client()));
            applications.computeIfAbsent(whose, first -> new ArrayList<>()).add(session);
        }
        applications.values().forEach(sessions -> signs.add(new Sign.Connected(sessions)));
        users.prepared().forEach(transaction -> signs.add(new Sign.Prepared(transaction)));
        return signs;
    }
}
