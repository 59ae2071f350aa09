package org.openguides.processing.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/**
 * A Sling with our content in a process of its own, on a free port of the loopback interface. It ends with the JVM that
 * started it, however that one ends. Several servers may run at once, each with its own home.
 */
public final class SlingServer {

    private static final Path RUNTIME = directory("openguides.runtime", "../all/target/runtime");
    private static final Path SERVERS = directory("openguides.servers", "target/servers");
    /** Arguments of the JVM of each server. */
    private static final List<String> JVM = Pattern.compile(" ")
            .splitAsStream(System.getProperty("openguides.servers.jvm", ""))
            .filter(argument -> !argument.isBlank())
            .toList();

    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

    private final Path home;
    private final URI base;
    private final Readiness readiness;
    private final Process process;

    /**
     * What is started.
     *
     * @param feature     name of a feature file of the runtime
     * @param jvm         arguments of the JVM
     * @param environment variables that the process gets on top of ours
     * @param artifacts   folders with artifacts that it takes in place of those of the runtime
     */
    public record Kind(String feature, List<String> jvm, Map<String, String> environment, List<Path> artifacts) {

        private Kind(String feature, List<String> jvm, Map<String, String> environment) {
            this(feature, jvm, environment, List.of());
        }

        /** The same with other bundles. */
        public Kind withArtifacts(Path folder) {
            return new Kind(feature, jvm, environment, List.of(folder));
        }

        /** The same with further variables of the environment. */
        Kind withEnvironment(Map<String, String> more) {
            Map<String, String> all = new HashMap<>(environment);
            all.putAll(more);
            return new Kind(feature, jvm, all, artifacts);
        }

        /** With our content, on a repository of its own. */
        public static final Kind SINGLE = new Kind("openguides-tar", List.of("-Xmx1g"), Map.of());

        /** As {@link #SINGLE}, with another heap than the usual 1 GiB, such as {@code 4g}. */
        public static Kind single(String heap) {
            return new Kind(SINGLE.feature(), List.of("-Xmx" + heap), SINGLE.environment());
        }

        private static final String CLUSTER = "openguides-cluster";
        private static final Kind BARE = new Kind("sling-tar", List.of("-Xmx1g"), Map.of());

        /** With our content, on a repository of its own, the catalog in a database. */
        public static Kind catalog(String driver, String url) {
            return new Kind(
                    "openguides-database",
                    List.of("-Xmx1g"),
                    Map.of("OPENGUIDES_CATALOG_DRIVER", driver, "OPENGUIDES_CATALOG_URL", url));
        }

        /**
         * The same with the catalog in a database that all nodes share.
         *
         * @throws IllegalStateException if this is no node of a cluster
         */
        Kind withCatalog(String driver, String url) {
            if (!feature.equals(CLUSTER)) {
                throw new IllegalStateException(feature + " is no node of a cluster");
            }
            Map<String, String> catalog = Map.of("OPENGUIDES_CATALOG_DRIVER", driver, "OPENGUIDES_CATALOG_URL", url);
            return new Kind(CLUSTER + "-database", jvm, environment, artifacts).withEnvironment(catalog);
        }

        /**
         * With our content, on the repository that is in a database.
         *
         * @param name what the node is called in logs
         */
        public static Kind node(String name, String databaseUrl) {
            return new Kind(
                    CLUSTER,
                    List.of("-Xmx768m", "-Doak.documentMK.leaseDurationSeconds=60"),
                    Map.of("OPENGUIDES_NODE_NAME", name, "OPENGUIDES_DATABASE_URL", databaseUrl));
        }
    }

    private SlingServer(Path home, URI base, Readiness readiness, Process process) {
        this.home = home;
        this.base = base;
        this.readiness = readiness;
        this.process = process;
    }

    /** A new empty folder for a server, below the build folder. */
    public static Path freshHome() {
        try {
            return Files.createTempDirectory(Files.createDirectories(SERVERS), "sling-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a server and waits until it is ready: its repository has our content paths and our content package, every bundle
     * is active, our API answers, and jobs are given to it.
     *
     * @param home empty for a new repository; that of a server which ended, to go on with its repository
     * @param launcherArguments further arguments of the Sling feature launcher, such as {@code -D}, {@code name=value}
     * @throws IllegalStateException if it ends, or is not ready in time; it does not run then
     */
    public static SlingServer start(Path home, String... launcherArguments) {
        return start(home, Kind.SINGLE, launcherArguments);
    }

    /** Like {@link #start(Path, String...)}, of any kind. */
    public static SlingServer start(Path home, Kind kind, String... launcherArguments) {
        SlingServer server = begin(home, kind, launcherArguments);
        server.awaitStart();
        return server;
    }

    /** Like {@link #start(Path, Kind, String...)}, but does not wait. */
    public static SlingServer begin(Path home, Kind kind, String... launcherArguments) {
        return begin(home, kind, Readiness.OURS, launcherArguments);
    }

    /**
     * Starts a server without our content, into which packages can be installed, and waits until it is ready.
     *
     * @param home as above
     * @param runMode {@code author} or {@code publish}
     */
    public static SlingServer startBare(Path home, String runMode) {
        SlingServer server = begin(home, Kind.BARE, Readiness.BARE, "-D", "sling.run.modes=" + runMode);
        server.awaitStart();
        return server;
    }

    /**
     * Starts a {@link Kind#SINGLE single} server that has ended once more, at the same address, for whoever still holds that;
     * waits until it is ready.
     */
    public static SlingServer again(SlingServer ended) {
        SlingServer server = begin(ended.home, Kind.SINGLE, Readiness.OURS, ended.base);
        server.awaitStart();
        return server;
    }

    private static SlingServer begin(Path home, Kind kind, Readiness readiness, String... launcherArguments) {
        return begin(home, kind, readiness, URI.create("http://127.0.0.1:" + freePort()), launcherArguments);
    }

    /** Begins to start a server at an address, which may have a path if the arguments put the server below it. */
    static SlingServer begin(Path home, Kind kind, Readiness readiness, URI base, String... launcherArguments) {
        SlingServer server = new SlingServer(home, base, readiness, launch(home, kind, base, launcherArguments));
        Runtime.getRuntime().addShutdownHook(new Thread(server::kill));
        return server;
    }

    /**
     * Waits until it is ready.
     *
     * @throws IllegalStateException if it ends, or is not ready in time; it does not run then, and the message says what it
     *     lacked and where its logs are
     */
    public void awaitStart() {
        await(readiness);
    }

    /**
     * Waits until it answers at all, long before it is ready.
     *
     * @throws IllegalStateException if it ends before, or does not answer in time; it does not run then
     */
    public void awaitAnswer() {
        await(Readiness.ANSWERING);
    }

    /** Without a slash at the end. */
    public URI base() {
        return base;
    }

    public Path home() {
        return home;
    }

    public Process process() {
        return process;
    }

    /** Sling's log; absent if the start broke off early. */
    public Path log() {
        return home.resolve("logs/error.log");
    }

    /** The lines of level ERROR in the log so far. */
    public List<String> errors() {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> line.contains(" *ERROR* ")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Speaks to the server as its administrator. */
    public SlingClient admin() {
        return new SlingClient(base).as("admin", "admin");
    }

    /** Speaks to the server without credentials. */
    public SlingClient anonymous() {
        return new SlingClient(base);
    }

    /**
     * Ends the server in good order and waits for it.
     *
     * @throws IllegalStateException if it had to be killed
     */
    public void stop() {
        // Process.destroy() would close its standard input too: the leash would end it before the framework has stopped
        process.toHandle().destroy();
        if (!ended(STOP_LIMIT)) {
            kill();
            throw new IllegalStateException("did not stop in " + STOP_LIMIT);
        }
    }

    /**
     * Ends the server as a crash does (SIGKILL) and waits for it. What TarMK has not flushed yet is lost: up to the last
     * five seconds, see {@link #awaitFlush()}.
     */
    public void kill() {
        process.destroyForcibly();
        if (!ended(STOP_LIMIT)) {
            throw new IllegalStateException("cannot be killed: " + process.pid());
        }
    }

    /** Has the process stand still (SIGSTOP), as a virtual machine does that is moved, until {@link #goOn()}. */
    public void standStill() {
        signal("STOP");
    }

    /** Ends what {@link #standStill()} has begun. */
    public void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("cannot send " + name + " to " + process.pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits, some ten seconds at most, until all that is saved now would survive a crash. TarMK writes a line to its
     * journal with each flush; the first one after a save may be of a flush that began before it, so two are awaited.
     */
    public void awaitFlush() {
        Path journal = home.resolve("repository/segmentstore/journal.log");
        for (String flush : List.of("first", "second")) {
            long before = size(journal);
            admin().post("/var/flush", Map.of("jcr:primaryType", "nt:unstructured", "flush", flush));
            Awaitility.await(flush + " flush").atMost(Duration.ofMinutes(1)).until(() -> size(journal) > before);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean ended(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private void await(Readiness wanted) {
        try {
            new StartUp(admin(), wanted, process).await();
        } catch (IllegalStateException e) {
            kill();
            throw new IllegalStateException(e.getMessage() + ", see " + output() + " and " + log() + lastErrors(), e);
        }
    }

    /** For people who have the message alone, as of a build elsewhere. */
    private String lastErrors() {
        List<String> errors = Files.exists(log()) ? errors() : List.of();
        return errors.stream()
                .skip(Math.max(0, errors.size() - 5))
                .map(error -> System.lineSeparator() + "  " + error)
                .collect(Collectors.joining());
    }

    private Path output() {
        return home.resolve("output.log");
    }

    private static Process launch(Path home, Kind kind, URI base, String... launcherArguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("openguides.java.home", System.getProperty("java.home")), "bin", "java")
                .toString());
        command.addAll(JVM);
        command.addAll(kind.jvm());
        command.addAll(List.of(
                "-Dfile.encoding=UTF-8",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                RUNTIME.resolve("launcher/lib") + File.separator + "*" + File.pathSeparator + Leash.classPath(),
                Leash.class.getName(),
                "org.apache.sling.feature.launcher.impl.Main",
                "-f",
                RUNTIME.resolve(kind.feature() + ".json").toString()));
        kind.artifacts()
                .forEach(folder -> command.addAll(List.of("-u", folder.toUri().toString())));
        command.addAll(List.of(
                "-u",
                RUNTIME.resolve("artifacts").toUri().toString(),
                "-p",
                home.toString(),
                "-c",
                home.resolve("cache").toString(),
                "-D",
                "org.osgi.service.http.port=" + base.getPort()));
        command.addAll(List.of(launcherArguments));
        File output = home.resolve("output.log").toFile();
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output));
        process.environment().putAll(kind.environment());
        try {
            return process.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory(String property, String fallback) {
        return Path.of(System.getProperty(property, fallback)).toAbsolutePath().normalize();
    }
}
