/**
 * The append side of recording: the one writer of this process, and the locks that keep runs apart.
 *
 * <p>{@link dev.varve.command.append.Recorder} sends commands and returns the recorded facts. {@link dev.varve.command.append.HostLock} excludes runs
 * on one database from two homes. Nothing here decides what a run does.
 */
package dev.varve.command.append;
