/**
 * The recorded facts: what happened to watched databases, and who was let at them, in the past tense, as flat records, and the words that both sides use of them.
 *
 * <p>Imports {@code java.*} only. Stable wire names are kept in {@code dev.varve.store}, so a class may be renamed; a shape may not change
 * without an upcaster. Start at {@link dev.varve.events.VarveEvent}, then {@link dev.varve.events.TargetEvent}, {@link dev.varve.events.RunEvent} and
 * {@link dev.varve.events.AccessEvent}.
 */
package dev.varve.events;
