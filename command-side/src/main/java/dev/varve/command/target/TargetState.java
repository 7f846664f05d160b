package dev.varve.command.target;

/** What is known of a target. Each state carries only what that state has. */
public sealed interface TargetState {

    /** Nothing was ever recorded under this name. */
    record Unknown() implements TargetState {}

    /**
     * Under watch.
     *
     * @param name its name
     * @param settings how it is reached
     * @param lease who runs something on it now; {@code null} if nobody
     * @param lastToken the fencing token given last
     * @param lastSeen what looking told last; {@code null} if never
     * @param sights which schemas and scripts are kept of it
     * @param proposals what was proposed for it
     */
    record Watched(
            String name,
            TargetSettings settings,
            Lease lease,
            long lastToken,
            Seen lastSeen,
            Sights sights,
            Proposals proposals)
            implements TargetState {

        Watched with(Lease newLease) {
            return new Watched(
                    name,
                    settings,
                    newLease,
                    newLease == null ? lastToken : newLease.fencingToken(),
                    lastSeen,
                    sights,
                    proposals);
        }

        Watched with(Seen seen) {
            return new Watched(name, settings, lease, lastToken, seen, sights, proposals);
        }

        Watched with(TargetSettings newSettings) {
            return new Watched(name, newSettings, lease, lastToken, lastSeen, sights, proposals);
        }

        Watched with(Sights more) {
            return new Watched(name, settings, lease, lastToken, lastSeen, more, proposals);
        }

        Watched with(Proposals newProposals) {
            return new Watched(name, settings, lease, lastToken, lastSeen, sights, newProposals);
        }
    }

    /** No longer under watch; the history stays. */
    record Retired(String name, long lastToken) implements TargetState {}
}
