package org.openguides.benchmarks.part;

import org.openguides.benchmarks.report.Report;

/** A part of the benchmarks. */
public interface Part {

    /** Measures and reports the figures. */
    void measure(Setup setup, Report report);
}
