package org.openguides.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openguides.cli.Screen;
import org.openguides.launcher.server.Server;
import picocli.CommandLine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the launcher says before it starts anything. */
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path root;

    @Test
    void theUsageTellsOfEveryOption() {
        assertEquals(0, run("--port", "abc", "--help"));

        String usage = out.toString(StandardCharsets.UTF_8);
        new CommandLine(new Options())
                .getCommandSpec()
                .options()
                .forEach(option ->
                        assertTrue(usage.contains("\n  " + option.longestName() + " "), option.longestName()));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void anUnknownOptionIsNamedBelowTheUsage() {
        assertEquals(2, run("--bogus"));

        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.startsWith("Usage: ./run.sh "), said);
        assertTrue(said.endsWith("\nrun.sh: unknown option: --bogus\n"), said);
    }

    @ParameterizedTest
    @CsvSource({
        "--port, --port needs a value (./run.sh --help)",
        "--home=, --home needs a value (./run.sh --help)",
        "--cluster --exit, --cluster needs a value (./run.sh --help)",
        "--port abc, --port must be a number from 1 to 65535",
        "--port 0, --port must be a number from 1 to 65535",
        "--port=65536, --port must be a number from 1 to 65535",
        "--port 65535 --cluster 2, --port must be a number from 1 to 65534",
        "--cluster 1, --cluster must be a number from 2 to 9",
        "--cluster 10, --cluster must be a number from 2 to 9",
        "--database jdbc:postgresql:x, --database needs --cluster",
        "--cluster 2 --database jdbc:mysql:x, --database must begin with jdbc:postgresql:",
        "--import no-such-folder, there is no folder 'no-such-folder'"
    })
    void badOptionsAreRefusedInOneLine(String arguments, String message) {
        assertEquals(2, run(arguments.split(" ")));

        assertEquals("run.sh: " + message + "\n", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aPortInUseIsRefused() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(2, run("--port", String.valueOf(taken.getLocalPort())));

            assertEquals(
                    "run.sh: port " + taken.getLocalPort() + " is in use; take another with --port\n",
                    err.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aServerThatDoesNotStartShowsItsLogAndLeavesNothing() throws IOException {
        Files.createDirectories(root.resolve("sample"));
        Path temporary = Files.createDirectories(root.resolve("temporary"));

        assertEquals(1, run("--port", String.valueOf(Server.freePort())));

        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.startsWith("--- the end of " + temporary.toRealPath()), said);
        assertTrue(said.contains("ClassNotFoundException: org.apache.sling.feature.launcher.impl.Main"), said);
        assertTrue(said.endsWith("\nrun.sh: the server ended with 1 before it was ready\n"), said);
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList());
        }
    }

    private int run(String... arguments) {
        Screen screen = new Screen(stream(out), stream(err), false, 80);
        return new Launcher(
                        new Checkout(root),
                        Map.of("TMPDIR", root.resolve("temporary").toString()),
                        new Voice(screen))
                .run(arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream target) {
        return new PrintStream(target, true, StandardCharsets.UTF_8);
    }
}
