/**
 * How the server is, for machines: health for who starts and stops it, numbers for Prometheus.
 *
 * <p>Start at {@link dev.varve.query.web.meters.FleetMeters}. Ready means: the store can be read, and the views have taken in what it holds.
 */
package dev.varve.query.web.meters;
