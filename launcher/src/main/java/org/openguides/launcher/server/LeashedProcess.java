package org.openguides.launcher.server;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM that ends with the one that started it, however that one ends: see {@link Leash}. Safe for use by many threads. */
public final class LeashedProcess {

    private static final Duration KILL_LIMIT = Duration.ofMinutes(1);

    /** Becomes the program of its arguments, with the signals of a terminal ignored; the JVM leaves ignored ones alone. */
    private static final List<String> SHIELD = List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    private final Process process;

    private LeashedProcess(Process process) {
        this.process = process;
    }

    /**
     * What is started.
     *
     * @param jvm         arguments of the JVM
     * @param classPath   what the main class needs
     * @param main        the main class and its arguments
     * @param folder      where it works
     * @param environment variables that it gets on top of ours
     */
    public record Program(
            List<String> jvm, String classPath, List<String> main, Path folder, Map<String, String> environment) {

        /** The command line. */
        List<String> command(Installation installation) {
            List<String> command = new ArrayList<>(installation.shielded() ? SHIELD : List.of());
            command.add(installation.java().toString());
            command.addAll(jvm);
            command.addAll(List.of("-cp", classPath + File.pathSeparator + Leash.classPath(), Leash.class.getName()));
            command.addAll(main);
            return command;
        }
    }

    /**
     * Starts a program.
     *
     * @param out where its output goes
     * @param err where its error output goes
     */
    public static LeashedProcess start(
            Installation installation, Program program, ProcessBuilder.Redirect out, ProcessBuilder.Redirect err) {
        ProcessBuilder builder = new ProcessBuilder(program.command(installation))
                .directory(program.folder().toFile())
                .redirectOutput(out)
                .redirectError(err);
        builder.environment().putAll(program.environment());
        try {
            return new LeashedProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process itself; its standard input is the leash. */
    public Process process() {
        return process;
    }

    /** Has it wait for the end of another process before it ends with ours. */
    public void outlive(ProcessHandle other) {
        OutputStream leash = process.getOutputStream();
        try {
            leash.write((other.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
            leash.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the process has ended: " + process.pid(), e);
        }
    }

    /**
     * Ends it in good order, or kills it if that takes too long, and waits for it.
     *
     * @return whether it ended by itself
     */
    public boolean end(Duration limit) {
        // Process.destroy() would let go of the leash too
        process.toHandle().destroy();
        boolean ended = hasEnded(limit);
        if (!ended) {
            kill();
        }
        return ended;
    }

    /**
     * Ends it as a crash does (SIGKILL) and waits for it. What TarMK has not flushed yet is lost: up to the last five seconds,
     * see {@link Server#awaitFlush()}.
     *
     * @throws IllegalStateException if it cannot be killed
     */
    public void kill() {
        process.destroyForcibly();
        if (!hasEnded(KILL_LIMIT)) {
            throw new IllegalStateException("cannot be killed: " + process.pid());
        }
    }

    /** Waits until it has ended, or for a time; says whether it has. */
    public boolean hasEnded(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
