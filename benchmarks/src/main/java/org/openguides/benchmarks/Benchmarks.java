package org.openguides.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.openguides.benchmarks.part.MeasuredServer;
import org.openguides.benchmarks.part.Part;
import org.openguides.benchmarks.part.Parts;
import org.openguides.benchmarks.part.Setting;
import org.openguides.benchmarks.part.Setup;
import org.openguides.benchmarks.report.BarChart;
import org.openguides.benchmarks.report.Figure;
import org.openguides.benchmarks.report.Report;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of the benchmarks. */
@Command(
        name = "benchmarks/run.sh",
        description = "Measures OpenGuides on a server that it starts; what is compared is measured in one run.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
public final class Benchmarks implements Callable<Integer> {

    /** Parts that fit into one chart; reading alone is hundreds of times as fast. */
    private static final Set<String> PROCESSING = Set.of("first", "second", "peers");

    @Option(names = "--assets", paramLabel = "N", description = "How many assets a part processes.")
    private int assets = 20_000;

    @Option(names = "--rounds", paramLabel = "N", description = "How often what is compared alternates.")
    private int rounds = 3;

    @Option(
            names = "--parts",
            paramLabel = "PART",
            split = ",",
            description = "What to measure, of: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Names.class)
    private List<String> parts = List.of("parse", "process", "peers", "latency", "status");

    @Option(
            names = "--corpora",
            paramLabel = "DIR",
            description = "A folder of DITA projects, copied as often as needed. Without it, a project is made up.")
    private @Nullable Path corpora;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            description = "The server's heap, as the JVM's option -Xmx wants it.")
    private String heap = "4g";

    @Option(
            names = "--set",
            paramLabel = "PID:PROPERTY=VALUE",
            description = "A property of the server's configuration; may be repeated.")
    private List<String> settings = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write the figures as JSON.")
    private @Nullable Path json;

    @Option(names = "--charts", paramLabel = "DIR", description = "Where to write charts as SVG.")
    private @Nullable Path charts;

    @Option(names = "--bundles", hidden = true, required = true, split = ",")
    private List<Path> bundles = List.of();

    @Spec
    private CommandSpec specification = CommandSpec.create();

    private @Nullable MeasuredServer server;

    /** The names of the parts in the output of {@code --help}. */
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names() {
            super(Parts.names());
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        List<Part> chosen = parts.stream().map(this::part).toList();
        List<Setting> set = settings.stream().map(this::setting).toList();
        checkHeap();
        Report report = new Report(System.out);
        Setup setup = new Setup(assets, rounds, content(), () -> server(set));
        try {
            for (Part part : chosen) {
                part.measure(setup, report);
            }
        } finally {
            if (server != null) {
                server.close();
            }
        }
        write(report);
        if (server != null) {
            server.discard();
        }
        return CommandLine.ExitCode.OK;
    }

    private Part part(String name) {
        try {
            return Parts.of(name);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(specification.commandLine(), "--parts: " + e.getMessage(), e);
        }
    }

    private Setting setting(String text) {
        try {
            return Setting.of(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(specification.commandLine(), "--set: " + e.getMessage(), e);
        }
    }

    private void checkHeap() {
        if (!heap.matches("[1-9][0-9]*[mMgG]")) {
            throw new CommandLine.ParameterException(
                    specification.commandLine(),
                    "--heap: a number and m or g are wanted, such as 4g, but not: " + heap);
        }
    }

    private Path content() throws IOException {
        if (corpora != null) {
            return corpora.toRealPath();
        }
        Path made = Files.createTempDirectory("openguides-benchmarks-");
        GeneratedContent.write(made);
        return made;
    }

    private MeasuredServer server(List<Setting> set) {
        MeasuredServer started = server;
        if (started == null) {
            started = MeasuredServer.start(bundles, heap);
            server = started;
            set.forEach(started::configure);
        }
        return started;
    }

    private void write(Report report) throws IOException {
        System.out.println("\n" + report.table());
        if (json != null) {
            Files.writeString(json, report.json(circumstances()) + "\n");
        }
        if (charts != null) {
            Files.createDirectories(charts);
            List<Figure> rates = report.figures().stream()
                    .filter(figure ->
                            PROCESSING.contains(figure.part()) && figure.unit().equals("assets/s"))
                    .toList();
            Files.writeString(charts.resolve("performance.svg"), BarChart.of("Assets per second", rates));
        }
    }

    private Map<String, Object> circumstances() {
        Map<String, Object> circumstances = new LinkedHashMap<>();
        circumstances.put("cores", Runtime.getRuntime().availableProcessors());
        circumstances.put("java", Runtime.version().toString());
        circumstances.put("system", ManagementFactory.getOperatingSystemMXBean().getName());
        circumstances.put("content", corpora == null ? "generated" : "corpora");
        circumstances.put("assets", assets);
        circumstances.put("rounds", rounds);
        circumstances.put("heap", heap);
        circumstances.put("settings", settings);
        return circumstances;
    }
}
