package dev.varve.command.serve;

import dev.varve.cli.Home;
import dev.varve.cli.Surroundings;
import dev.varve.command.access.RecordedAccess;
import dev.varve.command.cli.Contact;
import dev.varve.command.run.RunIds;
import dev.varve.command.target.TargetAggregate;
import dev.varve.server.CommandSide;
import dev.varve.store.StoreAddress;
import java.util.HashMap;
import java.util.List;
import java.util.random.RandomGenerator;

/** How a server finds what it may do. */
public final class ServedCommandSide implements CommandSide.Provider {

    @Override
    public CommandSide open(Surroundings surroundings, Home home, StoreAddress store, boolean requiresApproval) {
        var there = addressed(surroundings, home, store);
        var events = new RecordedEvents(store);
        var product = new ProductProcess(there.environment());
        var contact = new Contact(there);
        var check = new OrderCheck(events, contact);
        var orders = new Orders(home, product, check, events);
        var questions = new Questions(home, product, check, events, surroundings.clock());
        var access = RecordedAccess.open(surroundings, home, store, List.of(TargetAggregate.class));
        var ids = new RunIds(surroundings.clock(), RandomGenerator.getDefault());
        return new LocalOperations(
                orders,
                new Approvals(orders, check, events, access.recorder(), ids, surroundings.clock()),
                requiresApproval,
                questions,
                new OpenRuns(events, contact, there.err()),
                events,
                access,
                ids);
    }

    /** The store's URL may hold a password: it goes by the environment, which only the user's own processes may read. */
    private static Surroundings addressed(Surroundings given, Home home, StoreAddress store) {
        var environment = new HashMap<>(given.environment());
        environment.put("VARVE_HOME", home.directory().toString());
        environment.put("VARVE_STORE", store.url());
        return new Surroundings(given.clock(), environment, given.out(), given.err(), false, given.version());
    }
}
