package dev.varve.command.recover;

import dev.varve.command.target.TargetAccess;
import dev.varve.engine.backup.BackupVault;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.recovery.WayBack;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** A recovery under way: what was seen, what was chosen, and who hears of it. */
record Recovery(
        String runId,
        Scenes.Viewed viewed,
        WayBack chosen,
        BackupVault vault,
        Instant started,
        Consumer<Observation> listener) {

    TargetAccess access() {
        return viewed.watch().access();
    }

    String target() {
        return access().name();
    }

    /** The recorded revisions before. */
    List<String> from() {
        return viewed.looked().diagnosis().current();
    }
}
