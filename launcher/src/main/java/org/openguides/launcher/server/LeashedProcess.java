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

    /** Executes its arguments with terminal signals ignored; a JVM keeps ignored signals ignored. */
    private static final List<String> SHIELD = List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    private final Process process;

    private LeashedProcess(Process process) {
        this.process = process;
    }

    /**
     * A main class with its surroundings.
     *
     * @param jvm         arguments of the JVM
     * @param classPath   of the main class
     * @param main        the main class and its arguments
     * @param folder      the working directory
     * @param environment variables in addition to those of this process
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
     * @param out the target of its output
     * @param err the target of its error output
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

    /** Makes it wait for the end of another process if our process ends. */
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
     * Stops it, kills it if it has not ended within a limit, and waits for its end.
     *
     * @return whether it ended without being killed
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

    /** Waits for its end at most for a time; returns whether it has ended. */
    public boolean hasEnded(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
