package org.openguides.processing.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.openguides.launcher.server.Server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What {@code run.sh} does once it is built. */
@Nightly
@DisabledOnOs(OS.WINDOWS)
final class LauncherIT {

    private static final Path LAUNCHER = Path.of(
                    System.getProperty("openguides.launcher", "../launcher/target/launcher.jar"))
            .toAbsolutePath();
    private static final String LAST_LINE = "Ctrl-C ends it.";

    /** For temporary folders. */
    @TempDir
    private Path temporary;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void processesTheSampleAndLeavesNothingBehindWhenItIsKilled()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        int port = Server.freePort();
        Process launcher = start("--port", String.valueOf(port));
        List<String> said = readUntilItServes(launcher);

        assertTrue(said.contains("Starting Apache Sling on port " + port + " …"), said::toString);
        assertTrue(said.stream().anyMatch(line -> line.matches("Run [0-9a-f-]{36} ended: SUCCESS")), said::toString);
        assertTrue(
                said.contains("The console: http://localhost:" + port + "/apps/openguides/console.html"),
                said::toString);
        SlingClient admin = new SlingClient(Server.at(port)).as("admin", "admin");
        assertEquals(
                1,
                new GuidesApi(admin)
                        .history().stream()
                                .filter(job -> !job.get("system").getAsBoolean())
                                .count());

        List<ProcessHandle> children = launcher.descendants().toList();
        assertTrue(children.size() >= 2, children::toString);
        launcher.destroyForcibly().waitFor();
        for (ProcessHandle child : children) {
            child.onExit().get(1, TimeUnit.MINUTES);
        }
        assertEquals(List.of(), left());
    }

    @Test
    void keepsItsHomeAndEndsInOrderWithWhatTheRunCameTo() throws IOException, InterruptedException {
        Path home = temporary.resolve("home");
        String port = String.valueOf(Server.freePort());
        Process launcher = start("--port", port, "--home", home.toString());
        readUntilItServes(launcher);
        Process second = start("--port", String.valueOf(Server.freePort()), "--home", home.toString());
        assertEquals(2, second.waitFor());
        List<ProcessHandle> children = launcher.descendants().toList();

        launcher.toHandle().destroy();

        assertTrue(launcher.waitFor(2, TimeUnit.MINUTES));
        assertEquals(0, launcher.exitValue(), "the run was a success");
        assertEquals(List.of(), children.stream().filter(ProcessHandle::isAlive).toList());
        assertTrue(Files.readString(home.resolve("logs/error.log")).contains(" TarMK closed: "));
        Process again = start("--port", port, "--home", home.toString(), "--exit");
        assertEquals(0, again.waitFor());
        assertFalse(Files.exists(home.resolve("server.pid")));
    }

    @Test
    void aClusterSharesARun() throws IOException, InterruptedException {
        int port = Server.freePort();
        Process launcher = start("--port", String.valueOf(port), "--cluster", "2", "--exit");
        List<String> said = launcher.inputReader(StandardCharsets.UTF_8).lines().toList();

        assertEquals(0, launcher.waitFor(), said::toString);
        for (int node = port; node <= port + 1; node++) {
            String name = "node-" + node;
            assertTrue(said.stream().anyMatch(line -> line.contains(name)), said::toString);
        }
        assertEquals(List.of(), left());
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("openguides.java.home", System.getProperty("java.home")), "bin", "java")
                        .toString(),
                "-Dopenguides.root=" + Path.of("..").toRealPath(),
                "-jar",
                LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TMPDIR", temporary.toString());
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static List<String> readUntilItServes(Process launcher) throws IOException {
        BufferedReader out = launcher.inputReader(StandardCharsets.UTF_8);
        List<String> said = new ArrayList<>();
        while (!said.contains(LAST_LINE)) {
            String line = out.readLine();
            assertTrue(line != null, said::toString);
            said.add(line);
        }
        return said;
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.toList();
        }
    }
}
