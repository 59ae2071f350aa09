package org.openguides.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.openguides.launcher.server.Cluster;
import org.openguides.launcher.server.Installation;
import org.openguides.launcher.server.LeashedProcess;
import org.openguides.launcher.server.Server;
import org.openguides.launcher.server.ServerKind;
import org.openguides.launcher.server.ServerLogs;
import org.openguides.launcher.server.StartFailure;

/** A server or a cluster to try OpenGuides on, from its start until it serves. For one thread. */
final class Trial {

    /** Content to try it on is small: in partitions of the usual size there would be nothing to share out. */
    private static final String PARTITIONS =
            """
            {
              "id": "org.openguides:openguides.all:slingosgifeature:partitions:1",
              "configurations": {
                "org.openguides.processing.engine": { "partitionSize:Integer": 10, "batchSize:Integer": 10 }
              }
            }
            """;

    /** Who tries it should see content being processed by itself. */
    private static final String LIVE =
            """
            {
              "id": "org.openguides:openguides.all:slingosgifeature:live:1",
              "configurations": {
                "org.openguides.processing.live": { "enabled:Boolean": true }
              }
            }
            """;

    /** A file that is as old as the last start on its folder. */
    private static final String STARTED = "started";

    private final Checkout checkout;
    private final Installation installation;
    private final Path home;
    private final Processes processes;
    private final Voice voice;

    Trial(Checkout checkout, Home home, Processes processes, Voice voice) {
        this.checkout = checkout;
        this.installation =
                new Installation(checkout.runtime(), Path.of(System.getProperty("java.home")), List.of(), true);
        this.home = home.folder();
        this.processes = processes;
        this.voice = voice;
    }

    /**
     * Starts one server, and waits until it is ready.
     *
     * @return whether it is; if not, the user has been told why
     */
    boolean startServer(int port) {
        try {
            start(ServerKind.SINGLE, home, port, List.of("-f", live(home).toString()));
            return true;
        } catch (StartFailure e) {
            return failed("the server", new ServerLogs(home).ends(), e);
        }
    }

    /**
     * Starts the nodes of a cluster one after the other, as the first makes the repository, and waits until they know each other.
     *
     * @param ports    of the nodes
     * @param database of theirs; "" for one that is started too
     * @return whether they do; if not, the user has been told why
     */
    boolean startCluster(List<Integer> ports, String database) {
        Path node = home;
        Database postgres = new Database(installation, checkout.postgres(), home);
        try {
            List<LeashedProcess> outlasting = new ArrayList<>();
            String url = database.isEmpty() ? startDatabase(postgres, outlasting) : database;
            List<Server> nodes = new ArrayList<>();
            for (int port : ports) {
                node = home.resolve("node-" + port);
                Path partitions = write(node, "partitions.json", PARTITIONS);
                ServerKind kind = ServerKind.node("node-" + port, url);
                Server server = start(
                        kind,
                        node,
                        port,
                        List.of("-f", partitions.toString(), "-f", live(node).toString()));
                outlasting.forEach(
                        each -> each.outlive(server.process().process().toHandle()));
                nodes.add(server);
            }
            new Cluster(nodes).awaitEachOther();
            return true;
        } catch (StartFailure e) {
            List<String> logs = new ArrayList<>(new ServerLogs(node).ends());
            logs.addAll(postgres.ends());
            return failed("the cluster", logs, e);
        }
    }

    /** Whether a database can hold the repository of a cluster; if not, the user has been told why. */
    boolean accepts(String database) {
        return new Database(installation, checkout.postgres(), home).accepts(database);
    }

    /**
     * Waits until nothing is left to serve: the nodes of a cluster do without one of them.
     *
     * @param isCluster whether they are nodes
     */
    void serve(boolean isCluster) {
        String what = isCluster ? "cluster" : "server";
        int alive = processes.alive();
        while (alive > 0) {
            int left = processes.awaitFewerThan(alive);
            voice.error((alive - left) + " process of the " + what + " ended by itself");
            alive = left;
        }
        voice.errorLines(new ServerLogs(home).ends());
    }

    private String startDatabase(Database postgres, List<LeashedProcess> outlasting) {
        voice.line("Starting PostgreSQL …");
        LeashedProcess begun = processes.start(postgres::begin, each -> each);
        outlasting.add(begun);
        return Database.awaitUrl(begun);
    }

    private static Path live(Path folder) {
        return write(folder, "live.json", LIVE);
    }

    private Server start(ServerKind kind, Path folder, int port, List<String> arguments) {
        voice.line("Starting Apache Sling on port " + port + " …");
        long begun = System.nanoTime();
        if (isNewer(checkout.stamp(), folder.resolve(STARTED))) {
            Server.forgetBundles(folder);
        }
        Server server = processes.start(
                () -> Server.begin(installation, kind, folder, Server.at(port), arguments), Server::process);
        server.awaitStart();
        write(folder, STARTED, "");
        voice.line("Ready after " + Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s");
        return server;
    }

    private static boolean isNewer(Path build, Path start) {
        try {
            return Files.exists(build)
                    && (!Files.exists(start)
                            || Files.getLastModifiedTime(build).compareTo(Files.getLastModifiedTime(start)) > 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean failed(String who, List<String> logs, StartFailure why) {
        voice.errorLines(logs);
        voice.error(who + " " + why.getMessage());
        return false;
    }

    private static Path write(Path folder, String name, String text) {
        try {
            return Files.writeString(Files.createDirectories(folder).resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
