package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Surroundings;
import dev.varve.command.access.RecordedAccess;
import dev.varve.command.access.Register;
import dev.varve.server.AccessAdministration;
import dev.varve.server.OrderRefused;
import dev.varve.server.PasswordFile;
import java.security.SecureRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/** Where commands change and look up who is let in. */
final class AccessDesk implements AutoCloseable {

    /** Who asks is whoever started this process, for the reason that the options give. */
    static final String MYSELF = null;

    private final Surroundings surroundings;
    private final StoreAccess store;

    AccessDesk(Surroundings surroundings, GlobalOptions options) {
        this.surroundings = surroundings;
        this.store = new StoreAccess(surroundings, options);
    }

    /** @throws CommandFailure if it is refused; nothing was changed then */
    <T> T change(Function<AccessAdministration, T> change) {
        var access = new RecordedAccess(
                store.recorder(), new PasswordFile(store.home()), surroundings.clock(), new SecureRandom());
        try {
            return change.apply(access);
        } catch (OrderRefused refused) {
            throw new CommandFailure(
                    ExitCode.USAGE, "ACCESS_" + refused.why(), refused.expected(), refused.found(), refused.remedy());
        }
    }

    /** Likewise, of what gives no answer. */
    void let(Consumer<AccessAdministration> change) {
        change(access -> {
            change.accept(access);
            return true;
        });
    }

    /** What is recorded, read without writing; nothing if there is no store yet. */
    Register register() {
        var there = store.address().openIfThere();
        try (var log = there.orElse(null)) {
            return Register.in(log == null ? null : log.log());
        }
    }

    /** Tells that nobody is an administrator any more. */
    void tellWhenNobodyAdministers(boolean anAdminIsLeft) {
        if (!anAdminIsLeft) {
            surroundings
                    .err()
                    .println("  note: no user is an administrator now; a server prints a one-time token again when it"
                            + " starts, or make one: varve user role NAME admin");
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
