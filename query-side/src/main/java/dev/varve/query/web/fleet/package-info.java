/**
 * Every database under watch at a glance, kept in memory as of the views' position, so that many readers cost no more than one.
 *
 * <p>Start at {@link dev.varve.query.web.fleet.Fleet}. Version and health are two axes: one may be behind and healthy, or at its head and broken.
 */
package dev.varve.query.web.fleet;
