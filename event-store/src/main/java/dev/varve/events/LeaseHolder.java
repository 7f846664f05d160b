package dev.varve.events;

/**
 * Who holds a lease: enough to find the process and to tell it from a later one of the same id.
 *
 * @param host the machine's name
 * @param bootId the machine's boot, so that a reboot is seen; {@code null} if unknown
 * @param pidNamespace where the process id means something (Linux: such as {@code pid:[4026531836]}, a container has its own);
 *     {@code null} if unknown
 * @param pid the process
 * @param processStart the process's start in the operating system's own units; {@code null} if unknown
 * @param actor who started it
 */
public record LeaseHolder(String host, String bootId, String pidNamespace, long pid, Long processStart, String actor) {}
