package org.openguides.launcher.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Sling in a process of its own, on the loopback interface. It ends with the JVM that started it, however that one ends.
 * Several servers may run at once, each with its own home. For one thread.
 */
public final class Server {

    private static final Duration FLUSH_LIMIT = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Path home;
    private final URI base;
    private final ServerKind kind;
    private final LeashedProcess process;

    private Server(Path home, URI base, ServerKind kind, LeashedProcess process) {
        this.home = home;
        this.base = base;
        this.kind = kind;
        this.process = process;
    }

    /**
     * Begins to start a server, and does not wait.
     *
     * @param home              where it works and keeps its repository, as an absolute path: an empty folder, or that of a server
     *                          which has ended. Oak tells the nodes of a cluster on one machine apart by it
     * @param base              its address, which may have a path if the arguments put the server below it
     * @param launcherArguments further arguments of the Sling feature launcher, such as {@code -D}, {@code name=value}
     */
    public static Server begin(
            Installation installation, ServerKind kind, Path home, URI base, List<String> launcherArguments) {
        ServerLogs logs = new ServerLogs(home);
        try {
            Files.createDirectories(logs.folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        LeashedProcess process = LeashedProcess.start(
                installation,
                program(installation, kind, home, base.getPort(), launcherArguments),
                ProcessBuilder.Redirect.appendTo(logs.console().toFile()),
                ProcessBuilder.Redirect.appendTo(logs.console().toFile()));
        return new Server(home, base, kind, process);
    }

    /** The command line of a server; nothing else builds one. */
    static LeashedProcess.Program program(
            Installation installation, ServerKind kind, Path home, int port, List<String> launcherArguments) {
        Path runtime = installation.runtime();
        List<String> jvm = new ArrayList<>(installation.jvm());
        jvm.addAll(kind.jvm());
        jvm.addAll(List.of(
                "-Dfile.encoding=UTF-8", "-Djava.awt.headless=true", "--add-opens=java.base/java.lang=ALL-UNNAMED"));
        List<String> main = new ArrayList<>(List.of(
                "org.apache.sling.feature.launcher.impl.Main",
                "-f",
                runtime.resolve(kind.feature() + ".json").toString()));
        kind.artifacts()
                .forEach(folder -> main.addAll(List.of("-u", folder.toUri().toString())));
        main.addAll(List.of(
                "-u",
                runtime.resolve("artifacts").toUri().toString(),
                "-p",
                home.toString(),
                "-c",
                home.resolve("cache").toString(),
                "-D",
                "org.osgi.service.http.port=" + port,
                // the password is public
                "-D",
                "org.apache.felix.http.host=127.0.0.1"));
        main.addAll(launcherArguments);
        String classPath = runtime.resolve("launcher/lib") + File.separator + "*";
        return new LeashedProcess.Program(jvm, classPath, main, home, kind.environment());
    }

    /** The address of a server on this machine. */
    public static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** A free port. */
    public static int freePort() {
        try (ServerSocketChannel socket = ServerSocketChannel.open()) {
            return socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .socket()
                    .getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes the next start on a home install the bundles of the runtime: the feature launcher keeps those of an earlier start, and
     * would install another version of a bundle in addition.
     */
    public static void forgetBundles(Path home) {
        for (String folder : List.of("framework", "cache")) {
            delete(home.resolve(folder));
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.of()) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until the conditions of its kind are met.
     *
     * @throws StartFailure if it ends, or is not ready in time; it does not run then
     */
    public void awaitStart() {
        await(kind.readiness());
    }

    /**
     * Waits until it answers at all, long before it is ready.
     *
     * @throws StartFailure if it ends before, or does not answer in time; it does not run then
     */
    public void awaitAnswer() {
        await(Readiness.ANSWERING);
    }

    private void await(Readiness readiness) {
        try {
            new StartUp(http(), readiness, process).await();
        } catch (StartFailure e) {
            process.kill();
            throw e;
        }
    }

    /** Without a slash at the end. */
    public URI base() {
        return base;
    }

    public Path home() {
        return home;
    }

    /** The process, which can be stopped or killed. */
    public LeashedProcess process() {
        return process;
    }

    public ServerLogs logs() {
        return new ServerLogs(home);
    }

    /**
     * The number of nodes that it assigns jobs to, including itself.
     *
     * @throws IOException if it does not answer
     */
    public int knownNodes() throws IOException {
        return Readiness.takers(http()).size();
    }

    /**
     * Waits, some ten seconds at most, until all that is saved now would survive a crash. TarMK writes a line to its journal
     * with each flush; the first one after a save may be of a flush that began before it, so two are awaited.
     *
     * @throws IllegalStateException if it does not flush
     */
    public void awaitFlush() {
        Path journal = home.resolve("repository/segmentstore/journal.log");
        for (String flush : List.of("first", "second")) {
            long before = journal.toFile().length();
            try {
                http().post("/var/flush", "jcr:primaryType=nt:unstructured&flush=" + flush);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            awaitLonger(journal, before);
        }
    }

    private void awaitLonger(Path file, long length) {
        long begun = System.nanoTime();
        while (file.toFile().length() <= length) {
            if (process.hasEnded(PAUSE) || System.nanoTime() - begun > FLUSH_LIMIT.toNanos()) {
                throw new IllegalStateException("nothing is flushed to " + file);
            }
        }
    }

    private ServerHttp http() {
        return new ServerHttp(base);
    }
}
