package org.openguides.benchmarks.parse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openguides.processing.internal.dita.DitaHint;
import org.openguides.processing.internal.dita.DitaParser;
import org.openguides.processing.internal.dita.DitaSyntaxException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Parses files in memory one after the other. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ParseBenchmark {

    /** System property with the folder of the files. */
    public static final String CONTENT = "benchmarks.content";

    private final DitaParser parser = new DitaParser();
    private List<Original> originals = List.of();
    private int next;

    /** A file in memory. */
    private static final class Original {
        private final byte[] bytes;
        private final DitaHint hint;

        Original(Path file) throws IOException {
            bytes = Files.readAllBytes(file);
            hint = DitaHint.of(file.getFileName().toString());
        }
    }

    /** Reads the files. */
    @Setup
    public void read() throws IOException {
        Path content = Path.of(System.getProperty(CONTENT, ""));
        List<Path> files;
        try (var all = Files.walk(content)) {
            files = all.filter(ParseBenchmark::isDita).sorted().toList();
        }
        List<Original> read = new ArrayList<>();
        for (Path file : files) {
            read.add(new Original(file));
        }
        originals = List.copyOf(read);
    }

    private static boolean isDita(Path file) {
        return file.toString().matches(".*\\.(dita|ditamap|bookmap|ditaval|xml)");
    }

    /** Parses one file; errors in some of them are part of the work. */
    @Benchmark
    public Object parse() throws IOException {
        Original original = originals.get(next);
        next = (next + 1) % originals.size();
        try {
            return parser.parse(new ByteArrayInputStream(original.bytes), original.hint);
        } catch (DitaSyntaxException e) {
            return e;
        }
    }
}
