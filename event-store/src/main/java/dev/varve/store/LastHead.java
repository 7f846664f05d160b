package dev.varve.store;

/**
 * The log's head as this process last knew it, so that it need not be asked for as long as nobody else appends. Whether it still is the newest
 * is told by the database alone, in the append itself.
 */
final class LastHead {

    private StoredHead head;
    private boolean found;

    /** The head, if it was still there when somebody last looked; otherwise {@code null}: whoever appends in turn with others would mostly be wrong. */
    synchronized StoredHead likely() {
        return found ? head : null;
    }

    /** Under the lock, by reading. */
    synchronized void read(StoredHead now) {
        found = now != null && now.isSameAs(head);
        head = now;
    }

    /** By an append of this process that was committed. */
    synchronized void left(StoredHead now) {
        head = now;
    }

    synchronized void forget() {
        head = null;
        found = false;
    }
}
