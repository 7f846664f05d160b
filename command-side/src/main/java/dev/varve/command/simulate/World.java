package dev.varve.command.simulate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the histories of one simulation share. */
record World(
        SimulationPlan plan,
        Cast cast,
        List<Application> applications,
        EveryNumberOnce numbers,
        Set<String> keptSchemas) {

    private static final int DEALS = 100;
    /** Has no divisor in common with their number: targets side by side end differently. */
    private static final int DEALT = 37;

    static World of(SimulationPlan plan) {
        var cast = new Cast(plan.hostileNames(), plan.version());
        return new World(plan, cast, Application.all(plan, cast), new EveryNumberOnce(), new HashSet<>());
    }

    /** The desk at which the runs of a target are asked for. */
    Desk desk(int index) {
        var chance = new Chance(plan.seed(), index);
        var application = applications.get(index % applications.size());
        var site = new Site(
                name(index, application), new SimulatedDatabase(application, kind(application, chance), chance));
        var scribe = new Scribe(site.target(), chance, numbers, keptSchemas);
        return new Desk(
                site,
                scribe,
                chance,
                new Vault(site, scribe, chance),
                new Look(site, scribe, chance),
                cast,
                index,
                (int) Math.floorMod(plan.seed() + (long) DEALT * index, (long) DEALS));
    }

    private static String kind(Application application, Chance chance) {
        return chance.among(
                Chance.share(45, "sqlite"),
                Chance.share(40, "postgresql"),
                Chance.share(application.isFlyway() ? 25 : 0, "h2"));
    }

    private String name(int index, Application application) {
        int owner = index / applications.size();
        int round = owner / Words.OWNERS.size();
        return application.name() + "-" + Words.OWNERS.get(owner % Words.OWNERS.size())
                + (round == 0 ? "" : "-" + (round + 1));
    }
}
