package org.openguides.benchmarks.report;

/**
 * One measured figure.
 *
 * @param part  what it belongs to
 * @param name  what was measured
 * @param value the figure
 * @param unit  what it counts
 */
public record Figure(String part, String name, double value, String unit) {}
