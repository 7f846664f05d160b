package dev.varve.command.crash;

/** How an operator brings a database that is neither before nor after back to a whole one: the safest way that is offered. */
final class WayBack {

    private WayBack() {}

    static String[] words() {
        return new String[] {"recover", Site.NAME, "--yes", "--json"};
    }
}
