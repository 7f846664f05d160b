/**
 * The event log: stable event names, serialisation, upcasters, the append with its Merkle leaf, reading, and the proof that the log is
 * whole. Axon and JDBC, no Spring.
 *
 * <p>Start at {@link dev.varve.store.DurableEventStore}. Nothing here decides what may be recorded.
 */
package dev.varve.store;
