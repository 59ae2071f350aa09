package org.openguides.benchmarks.part;

import org.openguides.benchmarks.parse.ParseBenchmark;
import org.openguides.benchmarks.report.Report;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Benchmark of the parser alone, with JMH. */
public final class Parsing implements Part {

    private static final int ITERATIONS = 5;
    private static final TimeValue ITERATION = TimeValue.seconds(2);

    @Override
    public void measure(Setup setup, Report report) {
        Options options = new OptionsBuilder()
                .include(ParseBenchmark.class.getName())
                .forks(1)
                .threads(1)
                .warmupIterations(ITERATIONS)
                .warmupTime(ITERATION)
                .measurementIterations(ITERATIONS)
                .measurementTime(ITERATION)
                .jvmArgsAppend("-D" + ParseBenchmark.CONTENT + "=" + setup.content())
                .verbosity(VerboseMode.SILENT)
                .build();
        try {
            for (RunResult result : new Runner(options).run()) {
                report.add(
                        "parse",
                        "parser alone, one thread",
                        result.getPrimaryResult().getScore(),
                        "files/s");
            }
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }
}
