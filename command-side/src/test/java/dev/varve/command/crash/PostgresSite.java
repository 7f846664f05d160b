package dev.varve.command.crash;

import dev.varve.command.endtoend.PostgresShop;
import dev.varve.command.endtoend.PostgresTerminal;
import dev.varve.command.endtoend.Session;
import dev.varve.command.endtoend.Terminal;
import dev.varve.command.endtoend.WitnessPipe;
import dev.varve.testing.PostgresTestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One on a PostgreSQL server. Runs are behind the wire, looks on the server's side of it. */
final class PostgresSite implements Site {

    private final Path folder;
    private final PostgresCell cell;
    private final PostgresReferences references;
    private final PostgresGround ground;
    private final Terminal terminal;
    private final WitnessPipe witness;
    private final String store;

    PostgresSite(Path folder, PostgresCell cell, PostgresReferences references, PostgresGround ground)
            throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        this.cell = cell;
        this.references = references;
        this.ground = ground;
        store = cell.storeThere() ? "store_of_" + folder.getFileName() : null;
        witness = new WitnessPipe(folder.resolve("witness"));
        terminal = PostgresTerminal.in(operator())
                .with("VARVE_WITNESS", folder.resolve("witness").toString());
        ground.bringBack(references.start(), null);
        register();
    }

    private void register() throws IOException {
        if (store != null) {
            ground.makeStore();
            terminal.with("VARVE_STORE", ground.storeUrl());
        }
        var added = cell.set().tool() == Tool.ALEMBIC
                ? terminal.addAlembic(NAME, references.config(), ground.appUrl(), PostgresShop.python())
                : terminal.addFlyway(NAME, references.config(), ground.appUrl());
        added.exits(0);
        terminal.type("diagnose", NAME, "--deep").exits(3);
        if (store != null) {
            ground.keepStore(store);
        }
        Folders.copy(operator(), folder.resolve("pristine"));
    }

    private Path operator() {
        return folder.resolve("operator");
    }

    PostgresGround ground() {
        return ground;
    }

    PostgresCell cell() {
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

    @Override
    public boolean mayLoseItsStore() {
        return cell.storeThere();
    }

    @Override
    public Terminal terminal() {
        return terminal;
    }

    @Override
    public WitnessPipe witness() {
        return witness;
    }

    @Override
    public Truth truth() {
        return references.judge(database());
    }

    private PostgresTestDatabase database() {
        return ground.isBarred() ? ground.copyOfBarred() : ground.app();
    }

    @Override
    public String[] upgrade(String... more) {
        var words = new ArrayList<>(List.of("upgrade", NAME, "--json"));
        words.addAll(cell.strategy().options());
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    /** An upgrade behind the wire. */
    Session start() {
        return terminal.startUnder(ground.wire().behind(), upgrade());
    }

    /** How many statements are in the ledgers of runs and rehearsals. */
    int statements() {
        try (var files = Files.walk(terminal.home().resolve("runs"))) {
            int lines = 0;
            for (var ledger : files.filter(file -> file.toString().endsWith("ledger.jsonl"))
                    .toList()) {
                lines += (int) Files.readString(ledger)
                        .chars()
                        .filter(letter -> letter == '\n')
                        .count();
            }
            return lines;
        } catch (IOException | java.io.UncheckedIOException notYet) {
            return 0;
        }
    }

    /** One run to its end, which must be whole. */
    PostgresCourse course() throws IOException {
        reset();
        start().end().exits(0);
        var truth = truth();
        if (truth.end() != Truth.End.AFTER) {
            throw new AssertionError("expected an undisturbed upgrade to end as the plain tool does, found " + truth);
        }
        return new PostgresCourse(Course.of(witness.all()), statements());
    }

    @Override
    public void reset() throws IOException {
        Folders.delete(operator().resolve("home"));
        Folders.copy(folder.resolve("pristine"), operator());
        ground.bringBack(references.start(), store);
        witness.forget();
    }

    @Override
    public void close() throws IOException {
        witness.close();
    }
}
