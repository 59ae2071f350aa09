package org.openguides.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL that only this machine can reach, without a password. Committed data survives any kind of stop. It
 * ends with the process that started it, however that process ends. For one thread.
 */
public final class LocalPostgres implements AutoCloseable {

    private static final String USER = "postgres";

    private final Path data;
    private final boolean flushes;
    private Running running;

    /** The running server, and a process that ends it when this JVM is gone. */
    private record Running(EmbeddedPostgres server, ProcessHandle postmaster, Process leash) {}

    private LocalPostgres(Path data, boolean flushes) throws IOException {
        this.data = data;
        this.flushes = flushes;
        this.running = launch(EmbeddedPostgres.builder());
    }

    /**
     * Starts the server, and returns when it accepts connections.
     *
     * @param data data folder: one of an earlier start, or an empty or missing folder
     * @throws IOException if it does not start; its output is in a file next to the folder with the same name and
     *                     {@code .log}
     */
    public static LocalPostgres start(Path data) throws IOException {
        return new LocalPostgres(data, true);
    }

    /**
     * Starts a server for tests, which does not flush to disk at each commit. Committed data survives the end of the
     * server, but not of the machine.
     */
    public static LocalPostgres startUnflushed(Path data) throws IOException {
        return new LocalPostgres(data, false);
    }

    /** Returns the port, which {@link #restart()} keeps. */
    public int port() {
        return running.server().getPort();
    }

    /** Returns the JDBC URL of the database. */
    public String url() {
        return url(port());
    }

    /** Returns the JDBC URL of the database on another port, such as that of a proxy. */
    public static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + USER;
    }

    /** Kills the server (SIGKILL), and returns when it has ended. */
    public void kill() {
        running.leash().destroyForcibly();
        running.postmaster().destroyForcibly();
        running.postmaster().onExit().join();
    }

    /** Starts the server with its data after {@link #kill()}. */
    public void restart() throws IOException {
        running.server().close();
        running = launch(EmbeddedPostgres.builder().setPort(port()));
    }

    @Override
    public void close() throws IOException {
        running.leash().destroyForcibly();
        running.server().close();
    }

    private Running launch(EmbeddedPostgres.Builder builder) throws IOException {
        Files.createDirectories(data);
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.appendTo(logOf(data).toFile());
        EmbeddedPostgres server = builder.setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setLocaleConfig("locale", "C")
                .setServerConfig("fsync", flushes ? "on" : "off")
                .setServerConfig("synchronous_commit", "on")
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .start();
        ProcessHandle postmaster = postmaster(data);
        return new Running(server, postmaster, leash(postmaster));
    }

    private static Path logOf(Path data) {
        return Path.of(data + ".log");
    }

    private static ProcessHandle postmaster(Path data) throws IOException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
        return ProcessHandle.of(Long.parseLong(pid.trim()))
                .orElseThrow(() -> new IOException("PostgreSQL ended as soon as it had started"));
    }

    /** Waits for the end of its input, which comes with the end of our process, and then stops the server. */
    private static Process leash(ProcessHandle postmaster) throws IOException {
        return new ProcessBuilder("sh", "-c", "read -r line; kill -QUIT \"$0\"", Long.toString(postmaster.pid()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
