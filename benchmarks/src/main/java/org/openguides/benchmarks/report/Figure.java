package org.openguides.benchmarks.report;

/**
 * A measured figure.
 *
 * @param part  part of the benchmarks
 * @param name  what was measured
 * @param value the value
 * @param unit  unit of the value
 */
public record Figure(String part, String name, double value, String unit) {}
