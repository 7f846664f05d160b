package dev.varve.query.web.pages;

import dev.varve.query.web.access.Visitor;
import dev.varve.server.AccessText;
import dev.varve.server.Permission;
import java.util.List;

/**
 * What stands around every page.
 *
 * @param title of the page
 * @param visitor {@code null} before the login
 * @param address of the page itself: where its parts are asked for again
 * @param times how moments are told
 * @param csrf the token that this site's forms carry; {@code null} before the login
 * @param canOperate whether there is a command side that can be told to do something
 * @param health how the views are, as a sentence; {@code null} if there is nothing to say
 * @param position the last event that the page can show
 * @param live what the page hears of: the target, or empty for all; {@code null} if it does not listen
 */
public record Frame(
        String title,
        Visitor visitor,
        Address address,
        Times times,
        String csrf,
        boolean canOperate,
        String health,
        long position,
        String live) {

    /** Whether the visitor may do that here. */
    public boolean may(Permission permission) {
        return visitor != null && visitor.may(permission);
    }

    /** Whether the page shows what starts something. */
    public boolean offersOrders() {
        return canOperate && may(Permission.OPERATE);
    }

    /** Whether the page shows what decides about proposals. */
    public boolean offersDecisions() {
        return canOperate && may(Permission.APPROVE);
    }

    /** Whether it was the visitor who did that. */
    public boolean isOf(String actor) {
        return visitor != null && AccessText.of(visitor.name()).equals(actor);
    }

    Frame listeningTo(String target) {
        return new Frame(title, visitor, address, times, csrf, canOperate, health, position, target);
    }

    /** Where the page hears that what it shows has changed. */
    public Address stream() {
        return Address.to("live").with("target", live).with("from", position);
    }

    /** Another page, with moments told as on this one. */
    public Address to(String... segments) {
        return Address.to(segments)
                .with(
                        "times",
                        times.kind() == Times.Kind.UTC ? null : times.kind().word());
    }

    /** The pages that the visitor may open, as the top of each names them. */
    public List<Place> places() {
        return Place.ALL.stream()
                .filter(place -> may(place.needed()))
                .map(place -> place.in(this))
                .toList();
    }

    /** One of them. */
    public record Place(String name, Address address, Permission needed) {

        private static final List<Place> ALL = List.of(
                new Place("Fleet", Address.to(""), Permission.VIEW),
                new Place("Attention", Address.to("attention"), Permission.VIEW),
                new Place("Runs", Address.to("runs"), Permission.VIEW),
                new Place("Backups", Address.to("backups"), Permission.VIEW),
                new Place("Stamps", Address.to("stamps"), Permission.VIEW),
                new Place("Events", Address.to("events"), Permission.VIEW),
                new Place("Integrity", Address.to("integrity"), Permission.VIEW),
                new Place("Reports", Address.to("reports"), Permission.EXPORT),
                new Place("Access", Address.to("access"), Permission.ADMINISTER));

        private Place in(Frame frame) {
            return new Place(name, frame.to(address.path().substring(1)), needed);
        }

        public boolean isHere(Address other) {
            return address.path().equals(other.path());
        }
    }
}
