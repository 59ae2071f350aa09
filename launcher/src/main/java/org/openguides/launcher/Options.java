package org.openguides.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;

import org.openguides.cli.UserError;
import org.openguides.cli.content.Source;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options as they are given; {@code usage.txt} tells what they mean. An empty value is a missing one. */
@Command(name = "run.sh")
final class Options {

    private static final int MOST_NODES = 9;
    private static final int LAST_PORT = 65_535;

    @Option(names = "--port")
    private String port = "8080";

    @Option(names = "--cluster")
    private String cluster = "";

    @Option(names = "--database")
    private String database = "";

    @Option(names = "--home")
    private String home = "";

    @Option(names = "--import")
    private String content = "";

    @Option(names = "--exit")
    private boolean exit;

    @Option(names = {"--help", "-h"})
    private boolean help;

    boolean help() {
        return help;
    }

    boolean exit() {
        return exit;
    }

    /** Where the repository is kept; "" for a temporary folder. */
    String home() {
        return home;
    }

    boolean isCluster() {
        return !cluster.isEmpty();
    }

    /** Whether there is content of the user's own, rather than the sample. */
    boolean hasContent() {
        return !content.isEmpty();
    }

    /**
     * The database of the cluster; "" for one that is started too.
     *
     * @throws UserError if it is none
     */
    String database() {
        if (!database.isEmpty() && !isCluster()) {
            throw new UserError("--database needs --cluster");
        }
        if (!database.isEmpty() && !database.startsWith("jdbc:postgresql:")) {
            throw new UserError("--database must begin with jdbc:postgresql:");
        }
        return database;
    }

    /**
     * The ports of all nodes, or of the one server.
     *
     * @throws UserError if there are no such ports, or one is in use
     */
    List<Integer> ports() {
        int nodes = nodes();
        int last = LAST_PORT + 1 - nodes;
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > last) {
            throw new UserError("--port must be a number from 1 to " + last);
        }
        int first = Integer.parseInt(port);
        List<Integer> ports = IntStream.range(first, first + nodes).boxed().toList();
        ports.stream().filter(Options::isInUse).findFirst().ifPresent(used -> {
            throw new UserError("port " + used + " is in use; take another with --port");
        });
        return ports;
    }

    private int nodes() {
        if (!isCluster()) {
            return 1;
        }
        if (!cluster.matches("[2-" + MOST_NODES + "]")) {
            throw new UserError("--cluster must be a number from 2 to " + MOST_NODES);
        }
        return Integer.parseInt(cluster);
    }

    private static boolean isInUse(int port) {
        try (SocketChannel socket = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    /**
     * What is loaded, and where to.
     *
     * @param sample what is loaded if nothing else is said
     * @throws UserError if it cannot be read
     */
    Source content(String sample) {
        Source source = Source.parse(hasContent() ? content : sample);
        if (!Files.isReadable(source.folder()) || !Files.isExecutable(source.folder())) {
            throw new UserError("cannot read the folder " + source.folder());
        }
        return source;
    }
}
