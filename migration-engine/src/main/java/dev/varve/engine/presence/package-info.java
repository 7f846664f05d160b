/**
 * Whether the application still uses a database: open handles, a process or an address that the operator names, containers that
 * mount it; of a server, who is connected. Only looks; what a sign means for a run is decided by the caller. Start reading at {@link
 * dev.varve.engine.presence.PresenceProbe}.
 */
package dev.varve.engine.presence;
