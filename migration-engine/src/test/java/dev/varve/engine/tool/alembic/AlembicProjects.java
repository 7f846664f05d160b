package dev.varve.engine.tool.alembic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes small real Alembic projects: {@code alembic.ini}, {@code env.py}, revisions. */
public final class AlembicProjects {

    /** The {@code env.py} that Alembic's own template makes, in short. */
    public static final String PLAIN_ENV = """
            from alembic import context
            from sqlalchemy import engine_from_config, pool

            config = context.config

            def offline():
                context.configure(url=config.get_main_option("sqlalchemy.url"), literal_binds=True)
                with context.begin_transaction():
                    context.run_migrations()

            def online():
                connectable = engine_from_config(
                    config.get_section(config.config_ini_section, {}), prefix="sqlalchemy.", poolclass=pool.NullPool)
                with connectable.connect() as connection:
                    context.configure(connection=connection, render_as_batch=True)
                    with context.begin_transaction():
                        context.run_migrations()

            if context.is_offline_mode():
                offline()
            else:
                online()
            """;

    /** The asynchronous one. */
    public static final String ASYNC_ENV = """
            import asyncio
            from alembic import context
            from sqlalchemy import pool
            from sqlalchemy.ext.asyncio import create_async_engine

            url = context.config.get_main_option("sqlalchemy.url").replace("sqlite://", "sqlite+aiosqlite://")

            def run(connection):
                context.configure(connection=connection)
                with context.begin_transaction():
                    context.run_migrations()

            async def online():
                engine = create_async_engine(url, poolclass=pool.NullPool)
                async with engine.connect() as connection:
                    await connection.run_sync(run)
                await engine.dispose()

            asyncio.run(online())
            """;

    /** Everything in one transaction, by the recipe of SQLAlchemy's pysqlite page: SQLite can roll DDL back then. */
    public static final String ONE_TRANSACTION_ENV = """
            from alembic import context
            from sqlalchemy import create_engine, event, pool

            engine = create_engine(context.config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool)

            @event.listens_for(engine, "connect")
            def connected(connection, record):
                connection.isolation_level = None

            @event.listens_for(engine, "begin")
            def begun(connection):
                connection.exec_driver_sql("BEGIN")

            with engine.begin() as connection:
                context.configure(connection=connection, transactional_ddl=True)
                context.run_migrations()
            """;

    private final Path folder;

    private AlembicProjects(Path folder) {
        this.folder = folder;
    }

    /** An empty project in a new folder. */
    public static AlembicProjects in(Path folder) {
        return new AlembicProjects(folder)
                .file("alembic.ini", "[alembic]\nscript_location = %(here)s/migrations\nsqlalchemy.url = sqlite://\n")
                .env(PLAIN_ENV)
                .file("migrations/versions/README", "");
    }

    /** A project that Alembic itself made in this folder, by {@code alembic init migrations}. */
    public static AlembicProjects madeIn(Path folder) {
        return new AlembicProjects(folder);
    }

    /** Five revisions in a line, with data. */
    public static AlembicProjects linear(Path folder) {
        return in(folder)
                .revision(
                        "a1",
                        null,
                        "users",
                        "op.create_table('users', sa.Column('id', sa.Integer, primary_key=True),"
                                + " sa.Column('name', sa.String(50)))")
                .revision("b2", "a1", "some users", "op.execute(\"INSERT INTO users (name) VALUES ('ann'), ('bob')\")")
                .revision("c3", "b2", "mail", "op.add_column('users', sa.Column('mail', sa.String(80)))")
                .revision("d4", "c3", "mail for all", "op.execute(\"UPDATE users SET mail = name || '@example.org'\")")
                .revision(
                        "e5",
                        "d4",
                        "posts",
                        "op.create_table('posts', sa.Column('id', sa.Integer, primary_key=True))",
                        "op.create_index('ix_posts_id', 'posts', ['id'])");
    }

    /** One revision whose third statement fails after two that SQLite commits at once. */
    public static AlembicProjects failingInItsThirdStatement(Path folder) {
        return in(folder)
                .revision("a1", null, "users", "op.execute('CREATE TABLE users (id INTEGER PRIMARY KEY)')")
                .revision(
                        "b2",
                        "a1",
                        "breaks",
                        "op.execute('CREATE TABLE one (id INTEGER)')",
                        "op.execute('CREATE TABLE two (id INTEGER)')",
                        "op.execute('INSERT INTO missing (id) VALUES (1)')",
                        "op.execute('CREATE TABLE three (id INTEGER)')");
    }

    /** A label on a branch, a merge, a second base that depends on a revision of the first line. */
    public static AlembicProjects branched(Path folder) {
        return in(folder)
                .revision("a1", null, "base", "op.execute('CREATE TABLE a (id INTEGER)')")
                .revision("b2", "a1", "left", "op.execute('CREATE TABLE b (id INTEGER)')")
                .file("migrations/versions/c3.py", """
                        \"""right\"""
                        from typing import Sequence, Union
                        from alembic import op
                        revision: str = "c3"
                        down_revision: Union[str, None] = "a1"  # the base
                        branch_labels: Union[str, Sequence[str], None] = ("right",)
                        depends_on: Union[str, Sequence[str], None] = None
                        def upgrade(): op.execute('CREATE TABLE c (id INTEGER)')
                        def downgrade(): op.drop_table('c')
                        """)
                .revision("d4", "c3", "further right", "op.execute('CREATE TABLE d (id INTEGER)')")
                .script("m5", "(\n    'b2',\n    'd4',\n)", "merge", List.of(), List.of())
                .file("migrations/versions/x9.py", """
                        \"""another line\"""
                        from alembic import op
                        revision = 'x9'
                        down_revision = None
                        branch_labels = ['other']
                        depends_on = ('right',)
                        def upgrade(): op.execute('CREATE TABLE x (id INTEGER)')
                        def downgrade(): op.drop_table('x')
                        """);
    }

    public AlembicProjects env(String text) {
        return file("migrations/env.py", text);
    }

    /** A revision without a way back. */
    public AlembicProjects revision(String id, String down, String message, String... statements) {
        return script(id, down == null ? "None" : "'" + down + "'", message, List.of(statements), List.of());
    }

    public AlembicProjects script(
            String id, String down, String message, List<String> upgrade, List<String> downgrade) {
        return file(
                folder.relativize(script(id)).toString(),
                "\"\"\"" + message + "\n\nRevision ID: " + id
                        + "\n\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n\n"
                        + "revision = '" + id + "'\ndown_revision = " + down
                        + "\nbranch_labels = None\ndepends_on = None\n\n\n"
                        + "def upgrade():\n" + body(upgrade) + "\n\ndef downgrade():\n" + body(downgrade));
    }

    private static String body(List<String> statements) {
        var text = new StringBuilder();
        statements.forEach(one -> text.append("    ").append(one).append('\n'));
        return text.append("    pass\n").toString();
    }

    /** Writes a file below the project's folder. */
    public AlembicProjects file(String name, String text) {
        try {
            var path = folder.resolve(name);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public AlembicProjects without(String name) {
        try {
            Files.delete(folder.resolve(name));
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where a revision's script lies. */
    public Path script(String id) {
        return folder.resolve("migrations/versions/" + id + ".py");
    }

    public Path ini() {
        return folder.resolve("alembic.ini");
    }

    public AlembicProject project() {
        return AlembicProject.at(ini());
    }
}
