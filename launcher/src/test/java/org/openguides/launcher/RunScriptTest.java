package org.openguides.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What {@code run.sh} does itself; scripts stand for the JDK and for Maven. */
@DisabledOnOs(OS.WINDOWS)
final class RunScriptTest {

    private static final Path SCRIPT = Path.of("..", "run.sh");
    private static final String WANTED = "; install a JDK 17 to 22, or set JAVA_HOME\n";

    @TempDir
    private Path root;

    /** What a run of the script comes to. */
    private record Outcome(int code, String said) {}

    @Test
    void tellsTheUsageWithoutAJdk() throws IOException, InterruptedException {
        project();

        assertEquals(new Outcome(0, "usage\n"), run("--port", "1", "--help"));
    }

    @Test
    void needsAJdk() throws IOException, InterruptedException {
        project();

        assertEquals(new Outcome(2, "run.sh: no Java found" + WANTED), run());
    }

    @ParameterizedTest
    @CsvSource({"1.8.0_402, old", "11.0.22, old", "16.0.2, old", "23, new for Oak 1.x", "25.0.1, new for Oak 1.x"})
    void needsOneThatOakRunsOn(String version, String too) throws IOException, InterruptedException {
        project();
        jdk(version);

        assertEquals(new Outcome(2, "run.sh: " + java() + " is too " + too + WANTED), run());
    }

    @Test
    void buildsAndGoesOnWithItsArguments() throws IOException, InterruptedException {
        project();
        jdk("17.0.9");
        maven(
                "echo \"$@\" >>\"$ROOT/builds\"; cd \"$ROOT\"; mkdir -p all/target/runtime launcher/target postgres/target;"
                        + " touch all/target/runtime/openguides-cluster.json launcher/target/launcher.jar"
                        + " postgres/target/postgres.jar");

        Outcome first = run("--port", "1 2");
        assertTrue(first.said().startsWith("Building (first time: a few minutes) …\nBuilt in "), first::toString);
        assertTrue(
                first.said()
                        .endsWith("-Dopenguides.root=" + root + "\n-jar\n" + root
                                + "/launcher/target/launcher.jar\n--port\n1 2\n"),
                first::toString);
        assertTrue(!run("--exit").said().contains("Build"), "nothing has changed");
        assertTrue(builds().get(0).contains("-pl all,launcher -am package"), builds()::toString);
        assertEquals(1, builds().size());

        Files.delete(root.resolve("postgres/target/postgres.jar"));
        run("--cluster=2");
        assertTrue(builds().get(1).contains("-pl all,launcher,postgres -am package"), builds()::toString);

        Files.createDirectories(root.resolve("core/src/test"));
        Files.writeString(root.resolve("core/src/test/Test.java"), "");
        run();
        assertEquals(2, builds().size(), "tests are not built");

        Path source = Files.createDirectories(root.resolve("core/src/main")).resolve("Main.java");
        Files.writeString(source, "");
        assertTrue(run().said().startsWith("Building what has changed …\n"));
        assertEquals(3, builds().size());
    }

    @Test
    void aBuildThatFailsShowsItsEndAndIsTriedAgain() throws IOException, InterruptedException {
        project();
        jdk("21");
        maven("echo what went wrong; exit 1");

        for (int attempt = 1; attempt <= 2; attempt++) {
            Outcome failed = run();
            assertEquals(2, failed.code());
            assertTrue(
                    failed.said()
                            .startsWith("Building (first time: a few minutes) …\nwhat went wrong\n"
                                    + "run.sh: the build failed; all it said: " + root),
                    failed::toString);
        }
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(root.resolve("builds"));
    }

    /** A folder with the script in it. */
    private void project() throws IOException {
        root = root.toRealPath();
        Files.copy(SCRIPT, root.resolve("run.sh"));
        Path resources = Files.createDirectories(root.resolve("launcher/src/main/resources/org/openguides/launcher"));
        Files.writeString(resources.resolve("usage.txt"), "usage\n");
        Files.createDirectories(root.resolve("jdk/bin"));
    }

    private Path java() {
        return root.resolve("jdk/bin/java");
    }

    private void jdk(String version) throws IOException {
        script(
                java(),
                "[ \"$1\" != -version ] || { echo 'openjdk version \"" + version
                        + "\"' >&2; exit 0; }; printf '%s\\n' \"$@\"");
        script(root.resolve("jdk/bin/javac"), "exit 0");
    }

    private void maven(String body) throws IOException {
        script(root.resolve("jdk/bin/mvn"), body);
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Outcome run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", root.resolve("run.sh").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        root + "/jdk",
                        "PATH",
                        root + "/jdk/bin:/usr/bin:/bin",
                        "ROOT",
                        root.toString(),
                        "TMPDIR",
                        root.toString()));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), said);
    }
}
