package dev.varve.command.failures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Path;

/** Two users and their four chats, in a database at the first revision, a1. */
record Chats(Path folder, AlembicProjects project) {

    static Chats in(Path folder) {
        return new Chats(
                folder,
                AlembicProjects.in(folder.resolve("project"))
                        .revision(
                                "a1",
                                null,
                                "chats",
                                "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)')",
                                "op.execute('CREATE TABLE chat (id INTEGER PRIMARY KEY, user_id INTEGER, body TEXT)')"));
    }

    Broken atTheirFirstRevision() {
        var broken = Broken.in(folder, project);
        broken.alembic(0, "upgrade", "a1");
        broken.database()
                .with(
                        "INSERT INTO users VALUES (1, 'ada'), (2, 'grace')",
                        "INSERT INTO chat VALUES (1, 1, 'a'), (2, 1, 'b'), (3, 2, 'c'), (4, 2, 'd')");
        return broken;
    }

    /** Exactly that again. */
    static void areAsBefore(Broken broken) {
        assertThat(broken.database().objects()).containsExactly("chat", "users");
        assertThat(broken.database().rows("SELECT name FROM users ORDER BY id")).containsExactly("ada", "grace");
        assertThat(broken.database().rows("SELECT body FROM chat ORDER BY id")).containsExactly("a", "b", "c", "d");
        assertThat(broken.database().rows("SELECT version_num FROM alembic_version"))
                .containsExactly("a1");
    }
}
