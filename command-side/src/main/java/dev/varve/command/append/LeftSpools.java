package dev.varve.command.append;

import dev.varve.command.append.Recorder.Spooling;
import dev.varve.store.StoreFailure;
import java.io.IOException;
import java.nio.file.Path;

/** The spools of processes that ended before the store could be reached again. */
final class LeftSpools {

    private final Spooling spooling;
    private final SpoolDelivery delivery;

    LeftSpools(Spooling spooling, SpoolDelivery delivery) {
        this.spooling = spooling;
        this.delivery = delivery;
    }

    /** Records what they hold, if the store takes it. */
    void deliver() {
        for (var path : Spool.in(spooling.folder())) {
            try {
                var opened = SpoolFile.open(path);
                if (opened.isPresent()) {
                    try (var file = opened.get()) {
                        deliver(file);
                    }
                }
            } catch (StoreFailure | IOException cannot) {
                say("what was observed waits in " + path + ": " + cannot.getMessage());
            }
        }
    }

    private void deliver(SpoolFile file) throws IOException {
        var content = file.read();
        if (content.facts().isEmpty() || deliver(file.path(), content)) {
            end(file, content);
        }
    }

    private boolean deliver(Path path, SpoolContent content) {
        if (!delivery.belongsHere(content)) {
            say(content.facts().size() + " observed facts wait in " + path
                    + " for another event store than this one: expected the log to go on from event "
                    + content.header().logSize() + " with root "
                    + content.header().logRoot()
                    + ", found that it does not; bring back that store, or move the file elsewhere to give them up");
            return false;
        }
        delivery.deliver(content);
        say(content.facts().size()
                + " facts that were observed while the event store was out of reach are recorded now");
        return true;
    }

    /** What cannot be read is kept, not dropped: perhaps a line that was cut off by a kill, perhaps more. */
    private void end(SpoolFile file, SpoolContent content) throws IOException {
        if (content.unreadableBytes() == 0) {
            file.delete();
            return;
        }
        say(content.unreadableBytes() + " bytes of a spool end in no whole line: a fact that was being written when its"
                + " process died; kept in " + file.setAside());
    }

    private void say(String note) {
        spooling.notes().accept(note);
    }
}
