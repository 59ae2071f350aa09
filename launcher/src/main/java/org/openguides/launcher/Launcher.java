package org.openguides.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;

import org.openguides.cli.OpenGuides;
import org.openguides.cli.Timing;
import org.openguides.cli.UserError;
import org.openguides.cli.content.Source;
import picocli.CommandLine;

/** Starts OpenGuides on a plain Apache Sling on this machine, runs it over some content, and keeps serving. */
public final class Launcher {

    private static final int SUCCESS = 0;
    private static final int FAILED = 1;
    private static final int NOT_STARTED = 2;

    private final Checkout checkout;
    private final Map<String, String> environment;
    private final Voice voice;

    /** The exit code if a signal ends this process, instead of that of the signal. */
    private volatile OptionalInt result = OptionalInt.empty();

    Launcher(Checkout checkout, Map<String, String> environment, Voice voice) {
        this.checkout = checkout;
        this.environment = environment;
        this.voice = voice;
    }

    /** Does what {@code usage.txt} tells, and ends the process with the exit code that it tells. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        Voice voice = Voice.ofProcess(environment);
        System.exit(new Launcher(Checkout.ofProcess(), environment, voice).run(arguments));
    }

    /**
     * Does what the arguments say.
     *
     * @return the exit code
     */
    int run(String... arguments) {
        try {
            Options options = parsed(arguments);
            if (options.help()) {
                voice.lines(usage());
                return SUCCESS;
            }
            return start(options);
        } catch (CommandLine.UnmatchedArgumentException e) {
            voice.errorLines(usage());
            voice.error("unknown option: " + e.getUnmatched().get(0));
        } catch (UserError | UncheckedIOException e) {
            voice.error(String.valueOf(e.getMessage()));
        } catch (CancellationException e) {
            return FAILED; // a signal has begun the end
        }
        return NOT_STARTED;
    }

    private static Options parsed(String... arguments) {
        Options options = new Options();
        CommandLine line = new CommandLine(options).setExpandAtFiles(false).setOverwrittenOptionsAllowed(true);
        try {
            line.parseArgs(arguments).matchedOptions().stream()
                    .filter(option -> option.stringValues().contains(""))
                    .findFirst()
                    .ifPresent(Launcher::refuseWithoutValue);
            return options;
        } catch (CommandLine.MissingParameterException e) {
            e.getMissing().forEach(Launcher::refuseWithoutValue);
            throw e;
        }
    }

    private static void refuseWithoutValue(CommandLine.Model.ArgSpec option) {
        String name = option instanceof CommandLine.Model.OptionSpec named ? named.longestName() : option.paramLabel();
        throw new UserError(name + " needs a value (./run.sh --help)");
    }

    static List<String> usage() {
        try (InputStream text = Objects.requireNonNull(Launcher.class.getResourceAsStream("usage.txt"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int start(Options options) {
        String database = options.database();
        List<Integer> ports = options.ports();
        Source content = options.content(checkout.sample().toString());
        Home home = options.home().isEmpty()
                ? Home.temporary(Path.of(environment.getOrDefault("TMPDIR", System.getProperty("java.io.tmpdir"))))
                : Home.of(options.home());
        String stopping = "Stopping the " + (options.isCluster() ? "cluster" : "server") + " …";
        try (Processes processes = new Processes(home, () -> voice.lastWord(stopping))) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> exitInterrupted(processes)));
            Trial trial = new Trial(checkout, home, processes, voice);
            if (options.hasContent() && client(ports, "import", "--dry-run", text(content)) != SUCCESS) {
                return NOT_STARTED;
            }
            if (!database.isEmpty() && !trial.accepts(database)) {
                throw new UserError("--database " + database + ": see above");
            }
            boolean started =
                    options.isCluster() ? trial.startCluster(ports, database) : trial.startServer(ports.get(0));
            return started ? process(options, ports, content, home, trial) : FAILED;
        }
    }

    private int process(Options options, List<Integer> ports, Source content, Home home, Trial trial) {
        if (client(ports, "import", text(content)) != SUCCESS) {
            return NOT_STARTED;
        }
        Path id = home.folder().resolve("last-run");
        delete(id);
        int ended = client(ports, "process", content.target(), "--wait", "--id-file", id.toString());
        if (options.exit()) {
            return ended;
        }
        // the ordinary end of a server that serves is Ctrl-C: then what the run said counts
        result = OptionalInt.of(ended);
        String kept = home.isTemporary() ? "" : home.folder().toString();
        voice.lines(new NextSteps(ports, content.target(), kept, read(id)).lines());
        trial.serve(options.isCluster());
        return FAILED;
    }

    /** Runs the command line client against the first node. */
    private int client(List<Integer> ports, String... arguments) {
        Map<String, String> ours = new HashMap<>(environment);
        ours.put("OPENGUIDES_SERVER", "http://127.0.0.1:" + ports.get(0));
        ours.put("OPENGUIDES_USER", "admin:admin");
        ours.put("OPENGUIDES_TOKEN", "");
        return new OpenGuides(voice.screen(), ours, Timing.ofMachine()).run(arguments);
    }

    private static String text(Source content) {
        return content.folder() + ":" + content.target();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file).trim() : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops everything after a signal. The other threads continue meanwhile, so their output is dropped. */
    private void exitInterrupted(Processes processes) {
        if (processes.isClosed()) {
            return;
        }
        voice.mute();
        voice.lastWord("");
        processes.close();
        result.ifPresent(Runtime.getRuntime()::halt);
    }
}
