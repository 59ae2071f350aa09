package org.openguides.processing.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.openguides.launcher.server.Cluster;
import org.openguides.launcher.server.Installation;
import org.openguides.launcher.server.Server;
import org.openguides.launcher.server.ServerKind;
import org.openguides.launcher.server.StartFailure;

/**
 * A Sling server for tests, on a free port of the loopback interface, with clients. It ends with the JVM that started it,
 * however that one ends. Several servers may run at once, each with its own home.
 */
public final class SlingServer {

    private static final Installation BUILD = Installation.ofBuild();
    private static final Path SERVERS = Path.of(System.getProperty("openguides.servers", "target/servers"))
            .toAbsolutePath()
            .normalize();

    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

    static {
        // a busy machine may stop a server or a test for seconds
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    }

    private final Server server;
    private List<String> errorsOfStart = List.of();

    private SlingServer(Server server) {
        this.server = server;
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
     * @throws StartFailure if it ends, or is not ready in time; it does not run then
     */
    public static SlingServer start(Path home) {
        SlingServer server = begin(home, ServerKind.SINGLE);
        server.awaitStart();
        return server;
    }

    /**
     * Begins to start a server of any kind, and does not wait.
     *
     * @param launcherArguments further arguments of the Sling feature launcher, such as {@code -D}, {@code name=value}
     */
    public static SlingServer begin(Path home, ServerKind kind, String... launcherArguments) {
        return begin(home, kind, Server.at(Server.freePort()), launcherArguments);
    }

    /** Begins to start a server at an address, which may have a path if the arguments put the server below it. */
    public static SlingServer begin(Path home, ServerKind kind, URI base, String... launcherArguments) {
        Server server = Server.begin(BUILD, kind, home, base, List.of(launcherArguments));
        Runtime.getRuntime().addShutdownHook(new Thread(server.process()::kill));
        return new SlingServer(server);
    }

    /**
     * Starts a server without our content, into which packages can be installed, and waits until it is ready.
     *
     * @param runMode {@code author} or {@code publish}
     */
    public static SlingServer startBare(Path home, String runMode) {
        SlingServer server = begin(home, ServerKind.BARE, "-D", "sling.run.modes=" + runMode);
        server.awaitStart();
        return server;
    }

    /**
     * Starts a {@link ServerKind#SINGLE single} server that has ended once more, at the same address, and waits
     * until it is ready.
     */
    public static SlingServer again(SlingServer ended) {
        SlingServer server = begin(ended.home(), ServerKind.SINGLE, ended.base());
        server.awaitStart();
        return server;
    }

    /**
     * Waits until it is ready.
     *
     * @throws StartFailure if it ends, or is not ready in time; it does not run then, and the message says what it lacked and
     *     where its logs are
     */
    public void awaitStart() {
        explaining(server::awaitStart);
        errorsOfStart = errors();
    }

    /**
     * Waits until it answers at all, long before it is ready.
     *
     * @throws StartFailure if it ends before, or does not answer in time; it does not run then
     */
    public void awaitAnswer() {
        explaining(server::awaitAnswer);
    }

    /** Adds the last errors to the message, for readers who cannot see the files. */
    private void explaining(Runnable start) {
        try {
            start.run();
        } catch (StartFailure e) {
            List<String> errors = errors();
            String last = errors.stream()
                    .skip(Math.max(0, errors.size() - 5))
                    .map(error -> System.lineSeparator() + "  " + error)
                    .collect(Collectors.joining());
            String where = ", see " + server.logs().console() + " and " + log();
            throw new StartFailure(e.getMessage() + where + last);
        }
    }

    /** Waits until each node of a cluster gives jobs to each other one. */
    public static void awaitEachOther(List<SlingServer> nodes) {
        new Cluster(nodes.stream().map(node -> node.server).toList()).awaitEachOther();
    }

    /** Without a slash at the end. */
    public URI base() {
        return server.base();
    }

    public Path home() {
        return server.home();
    }

    public Process process() {
        return server.process().process();
    }

    /** Sling's log; absent if the start broke off early. */
    public Path log() {
        return server.logs().error();
    }

    /** The lines of level ERROR in the log so far. */
    public List<String> errors() {
        return server.logs().errors();
    }

    /** The lines of level ERROR in the log until it was ready. */
    public List<String> errorsOfStart() {
        return errorsOfStart;
    }

    /** Speaks to the server as its administrator. */
    public SlingClient admin() {
        return new SlingClient(base()).as("admin", "admin");
    }

    /** Speaks to the server without credentials. */
    public SlingClient anonymous() {
        return new SlingClient(base());
    }

    /**
     * How many nodes it gives jobs to, with itself; none before it knows its own topology.
     *
     * @throws UncheckedIOException if it does not answer
     */
    public int knownNodes() {
        try {
            return server.knownNodes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ends the server in good order and waits for it.
     *
     * @throws IllegalStateException if it had to be killed
     */
    public void stop() {
        if (!server.process().end(STOP_LIMIT)) {
            throw new IllegalStateException("did not stop in " + STOP_LIMIT);
        }
    }

    /**
     * Ends the server as a crash does (SIGKILL) and waits for it. What TarMK has not flushed yet is lost: up to the last
     * five seconds, see {@link #awaitFlush()}.
     */
    public void kill() {
        server.process().kill();
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
            Process kill = new ProcessBuilder(
                            "kill", "-" + name, Long.toString(process().pid()))
                    .start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException(
                        "cannot send " + name + " to " + process().pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits, some ten seconds at most, until all that is saved now would survive a crash. */
    public void awaitFlush() {
        server.awaitFlush();
    }
}
