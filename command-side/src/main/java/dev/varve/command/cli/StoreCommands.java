package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.StoreLocation;
import dev.varve.cli.Surroundings;
import dev.varve.store.DurableEventStore;
import dev.varve.store.LogVerdict;
import dev.varve.store.PostgresAddress;
import dev.varve.store.PostgresEventStore;
import dev.varve.store.PostgresRights;
import dev.varve.store.StoreAddress;
import dev.varve.store.StoreCopy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code store prepare}, {@code store copy}. */
final class StoreCommands {

    private StoreCommands() {}

    @Command(
            name = "store",
            description = "The event store itself: prepares a shared one, moves a history into another.",
            synopsisSubcommandLabel = "(prepare|copy)")
    static final class Group {}

    @Command(
            name = "prepare",
            description =
                    "Creates the schema of a shared store in PostgreSQL, or brings it up to date, and grants rights.",
            footer = {
                "",
                "Example: varve store prepare --store postgresql://owner@db/varve --recorder varve_run --dashboard varve_look",
                "For a role that owns the schema or may create it; the others need no such right afterwards.",
                "Refuses an embedded store (exit 2): the file's permissions are its rights."
            })
    static final class Prepare implements Callable<ExitCode> {

        private final Surroundings surroundings;

        @Mixin
        private GlobalOptions options;

        @Option(
                names = "--recorder",
                paramLabel = "ROLE",
                description = "May add events, and read; for those who run commands.")
        private List<String> recorders = new ArrayList<>();

        @Option(names = "--dashboard", paramLabel = "ROLE", description = "May read, and keep the dashboards' views.")
        private List<String> dashboards = new ArrayList<>();

        Prepare(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public ExitCode call() {
            try (var store = new StoreAccess(surroundings, options)) {
                if (!(store.address() instanceof PostgresAddress address)) {
                    throw notShared(store.address());
                }
                PostgresEventStore.prepare(address, new PostgresRights(recorders, dashboards));
                print(address);
                return ExitCode.DONE;
            }
        }

        private static CommandFailure notShared(StoreAddress address) {
            return new CommandFailure(
                    ExitCode.USAGE,
                    "STORE_UNSUPPORTED",
                    "a store in PostgreSQL",
                    "the embedded one, " + Printable.text(address.inWords()),
                    "give --store postgresql://user@host:port/database");
        }

        private void print(PostgresAddress address) {
            if (options.json()) {
                var document = new LinkedHashMap<String, Object>();
                document.put("store", address.inWords());
                document.put("recorders", recorders);
                document.put("dashboards", dashboards);
                Json.print(surroundings.out(), document);
                return;
            }
            var out = surroundings.out();
            out.println("The event store is ready: " + Printable.text(address.inWords()));
            recorders.forEach(role -> out.println("  may record and read: " + Printable.text(role)));
            dashboards.forEach(role -> out.println("  may read: " + Printable.text(role)));
        }
    }

    @Command(
            name = "copy",
            description =
                    "Copies the whole history into another store, sequence and hashes unchanged, and proves both.",
            footer = {
                "",
                "Example: varve store copy --to postgresql://owner@db/varve",
                "All or nothing; again, it copies what came since. Refuses a store that holds anything but the",
                "beginning of this history (exit 2). Let no command run on the old store meanwhile and afterwards."
            })
    static final class Copy implements Callable<ExitCode> {

        private final Surroundings surroundings;

        @Mixin
        private GlobalOptions options;

        @Option(
                names = "--to",
                required = true,
                paramLabel = "URL",
                description = "The store to copy to; created where it is missing.")
        private String to;

        Copy(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public ExitCode call() {
            try (var access = new StoreAccess(surroundings, options);
                    var source = access.address().openReadOnly()) {
                requireWhole(access.address(), source.proof().verify());
                copy(source, StoreLocation.of(to, surroundings.environment()));
                return ExitCode.DONE;
            }
        }

        private void copy(DurableEventStore source, StoreAddress target) {
            try (var store = target.open(surroundings.clock())) {
                long copied = new StoreCopy(source, store).run();
                var verdict = store.proof().verify();
                requireWhole(target, verdict);
                requireSame(verdict, source.log().head().rootHash());
                print(target, copied, verdict);
            }
        }

        private static void requireWhole(StoreAddress address, LogVerdict verdict) {
            if (!verdict.ok()) {
                throw new CommandFailure(
                        ExitCode.PROOF_FAILED,
                        "LOG_NOT_WHOLE",
                        "a log that verifies in " + Printable.text(address.inWords()),
                        "one that does not, after event " + verdict.events(),
                        "run varve verify --store URL on it; keep it as it is");
            }
        }

        private static void requireSame(LogVerdict copied, String sourceRoot) {
            if (!copied.rootHash().equals(sourceRoot)) {
                throw new CommandFailure(
                        ExitCode.FAULT,
                        "STORE_WENT_ON",
                        "the old store to stand still while it was copied",
                        "that it went on after event " + copied.events(),
                        "let no command run on it, and copy again: only what came since is copied then");
            }
        }

        private void print(StoreAddress target, long copied, LogVerdict verdict) {
            if (options.json()) {
                Json.print(
                        surroundings.out(),
                        Map.of("copied", copied, "events", verdict.events(), "rootHash", verdict.rootHash()));
                return;
            }
            var out = surroundings.out();
            out.println("Copied " + copied + (copied == 1 ? " event" : " events") + " into "
                    + Printable.text(target.inWords()) + ", which holds " + verdict.events() + " now.");
            out.println("Both verify. Root hash of both: " + verdict.rootHash());
            out.println("From now on use that one only: --store, or VARVE_STORE. The old one stays as it is.");
        }
    }
}
