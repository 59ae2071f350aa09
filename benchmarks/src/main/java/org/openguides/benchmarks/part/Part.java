package org.openguides.benchmarks.part;

import org.openguides.benchmarks.report.Report;

/** One thing that is measured. */
public interface Part {

    /** Measures, and tells what it found. */
    void measure(Setup setup, Report report);
}
