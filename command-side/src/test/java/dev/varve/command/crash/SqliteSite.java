package dev.varve.command.crash;

import dev.varve.command.endtoend.Ended;
import dev.varve.command.endtoend.Session;
import dev.varve.command.endtoend.Terminal;
import dev.varve.command.endtoend.Watched;
import dev.varve.command.endtoend.WitnessPipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A database under watch as {@code app} that is brought back to the same moment before each fault. */
final class SqliteSite implements Site {

    private final Path folder;
    private final Cell cell;
    private final References references;
    private final Terminal terminal;
    private final WitnessPipe witness;

    SqliteSite(Path folder, Cell cell, References references) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        this.cell = cell;
        this.references = references;
        witness = new WitnessPipe(folder.resolve("witness"));
        terminal = new Terminal(operator(), folder.resolve("locks"))
                .with("VARVE_WITNESS", folder.resolve("witness").toString());
        Files.createDirectories(database().getParent());
        Files.copy(references.start(), database());
        journal();
        register(terminal);
        terminal.type("diagnose", NAME, "--deep").exits(3);
        keep();
    }

    /** As it stands now is how a reset brings it back. */
    void keep() throws IOException {
        Folders.delete(folder.resolve("pristine"));
        Folders.copy(operator(), folder.resolve("pristine"));
    }

    /** A site for a single fault, with everything below one folder. */
    static SqliteSite in(Path folder, Strategy strategy, Tool tool, MigrationSet set)
            throws IOException, InterruptedException {
        var cell = new Cell(strategy, Journal.DELETE, tool, set);
        var site = new SqliteSite(folder.resolve("site"), cell, References.build(tool, set, folder.resolve("ref")));
        site.witness().forget();
        return site;
    }

    private void journal() {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = " + cell.journal());
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Puts the database under watch in some home. */
    void register(Terminal home) {
        var words = new ArrayList<>(
                List.of("target", "add", NAME, "--tool", cell.tool().word()));
        words.addAll(List.of("--config", references.config().toString(), "--database", "sqlite:///" + database()));
        if (cell.tool() == Tool.ALEMBIC) {
            words.addAll(List.of("--python", Watched.python()));
        }
        home.type(words.toArray(String[]::new)).exits(0);
    }

    /** Puts another database under watch, with Flyway's scripts of this site. */
    Ended add(String target, Path file) {
        return terminal.addFlyway(target, references.config(), "jdbc:sqlite:" + file);
    }

    private Path operator() {
        return folder.resolve("operator");
    }

    Path database() {
        return operator().resolve("data/app.db");
    }

    @Override
    public Terminal terminal() {
        return terminal;
    }

    @Override
    public WitnessPipe witness() {
        return witness;
    }

    References references() {
        return references;
    }

    Cell cell() {
        return cell;
    }

    @Override
    public String words() {
        return cell.toString();
    }

    @Override
    public boolean isWholeAsItStands() {
        return cell.strategy() == Strategy.SWAP;
    }

    Path folder() {
        return folder;
    }

    /** What the database is now. */
    Picture picture() throws IOException {
        return SqlitePicture.of(database(), folder.resolve("looks"));
    }

    @Override
    public Truth truth() throws IOException {
        return references.judge(picture());
    }

    @Override
    public String[] upgrade(String... more) {
        var words = new ArrayList<>(List.of("upgrade", NAME, "--json"));
        words.addAll(cell.strategy().options());
        if (!cell.set().mayLose().isEmpty()) {
            words.add("--accept-data-loss=" + String.join(",", cell.set().mayLose()));
        }
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    Session start(List<String> before, String... more) {
        return terminal.startUnder(before, upgrade(more));
    }

    /** One run to its end, which must be whole. */
    Course course() throws IOException {
        reset();
        var trace = folder.resolve("trace");
        start(Strace.watching(trace)).end().exits(0);
        var truth = truth();
        if (truth.end() != Truth.End.AFTER) {
            throw new AssertionError("expected an undisturbed upgrade to end as the plain tool does, found " + truth);
        }
        return Course.of(witness.all(), trace);
    }

    @Override
    public void reset() throws IOException {
        Folders.delete(operator().resolve("home"));
        Folders.delete(operator().resolve("data"));
        Folders.copy(folder.resolve("pristine"), operator());
        witness.forget();
    }

    /** The backups alone as they were. */
    void resetBackups() throws IOException {
        Folders.delete(operator().resolve("home/backups"));
        Folders.copy(folder.resolve("pristine/home/backups"), operator().resolve("home/backups"));
    }

    @Override
    public void close() throws IOException {
        witness.close();
    }
}
