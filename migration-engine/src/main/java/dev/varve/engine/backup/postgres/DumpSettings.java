package dev.varve.engine.backup.postgres;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How dumps are made and proven.
 *
 * @param clientTools the folder of the client tools, or {@code null} to look for them
 * @param jobs more than one makes a folder that so many processes write
 * @param lockWait how long a table that another session holds exclusively is waited for
 * @param scratch the server on which backups are proven, or {@code null} for the source's own
 */
public record DumpSettings(Path clientTools, int jobs, Duration lockWait, PostgresAccess scratch) {

    /** One process, one file, a minute for locks, proven on the same server. */
    public static DumpSettings usual() {
        return new DumpSettings(null, 1, Duration.ofMinutes(1), null);
    }

    public DumpSettings withClientTools(Path folder) {
        return new DumpSettings(folder, jobs, lockWait, scratch);
    }

    public DumpSettings withJobs(int number) {
        return new DumpSettings(clientTools, number, lockWait, scratch);
    }

    public DumpSettings withLockWait(Duration longest) {
        return new DumpSettings(clientTools, jobs, longest, scratch);
    }

    public DumpSettings withScratch(PostgresAccess server) {
        return new DumpSettings(clientTools, jobs, lockWait, server);
    }

    DumpFormat format() {
        return jobs > 1 ? DumpFormat.DIRECTORY : DumpFormat.CUSTOM;
    }
}
