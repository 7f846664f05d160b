package dev.varve.query.web.fleet;

import java.util.List;
import java.util.Map;

/**
 * Some of the fleet.
 *
 * @param total how many fit the question
 * @param byHealth how many there are of each health, in the whole fleet
 * @param byVersion likewise of each version
 * @param position the last event that this tells of
 */
public record FleetPage(
        List<FleetLine> lines, int total, Map<String, Long> byHealth, Map<String, Long> byVersion, long position) {}
