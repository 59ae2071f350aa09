package org.openguides.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.openguides.cli.UserError;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@DisabledOnOs(OS.WINDOWS)
final class HomeTest {

    @TempDir
    private Path folder;

    @Test
    void isMadeAndCanBeTakenAgainAfterItsEnd() {
        String name = folder.resolve("new/home").toString();
        for (int start = 1; start <= 2; start++) {
            try (Home home = Home.of(name)) {
                home.register(1);
                assertTrue(Files.isDirectory(home.folder().resolve("logs")));
                assertFalse(home.isTemporary());
            }
        }
        assertFalse(Files.exists(folder.resolve("new/home/server.pid")));
    }

    @Test
    void isTakenByOneProcessAtATimeEvenIfThatIsKilled() throws IOException, InterruptedException {
        Process other = holder("of", folder);
        try {
            String refused = assertThrows(UserError.class, () -> Home.of(folder.toString()))
                    .getMessage();
            assertEquals("another run.sh uses " + folder.toRealPath() + " (process " + other.pid() + ")", refused);
        } finally {
            other.destroyForcibly().waitFor();
        }
        Home.of(folder.toString()).close();
    }

    @Test
    void isNotTakenWhileAServerOfAnEarlierStartRunsInIt() throws IOException, InterruptedException {
        Process server = new ProcessBuilder(
                        "sh", "-c", "read -r line", folder.toRealPath().toString())
                .start();
        Files.writeString(folder.resolve("server.pid"), server.pid() + "\n");
        try {
            String refused = assertThrows(UserError.class, () -> Home.of(folder.toString()))
                    .getMessage();
            assertEquals("another server uses " + folder.toRealPath() + " (process " + server.pid() + ")", refused);
        } finally {
            server.destroyForcibly().waitFor();
        }
        Home.of(folder.toString()).close();
    }

    @Test
    void aProcessThatHasGotTheIdOfAnEarlierServerIsNotTakenForIt() throws IOException {
        Files.writeString(folder.resolve("server.pid"), ProcessHandle.current().pid() + "\n");
        Home.of(folder.toString()).close();
    }

    @Test
    void theLockOfAnEarlierVersionIsNone() throws IOException {
        Files.createSymbolicLink(folder.resolve("run.lock"), Path.of("4711"));

        Home.of(folder.toString()).close();

        assertFalse(Files.exists(folder.resolve("4711")));
    }

    @Test
    void aFileIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertEquals(
                "cannot make the folder " + file,
                assertThrows(UserError.class, () -> Home.of(file.toString())).getMessage());
    }

    @Test
    void aTemporaryOneIsRemovedAtTheEnd() {
        Home home = Home.temporary(folder);
        assertTrue(home.isTemporary());
        home.close();

        assertFalse(Files.exists(home.folder()));
    }

    @Test
    void aTemporaryOneIsRemovedAfterItsServerWhenOurProcessIsKilled()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Process server = new ProcessBuilder("sh", "-c", "read -r line").start();
        Process owner = holder("temporary", folder, Long.toString(server.pid()));
        ProcessHandle remover = owner.children().findFirst().orElseThrow();

        owner.destroyForcibly().waitFor();

        // long enough for one that does not wait
        assertThrows(TimeoutException.class, () -> remover.onExit().get(2, TimeUnit.SECONDS));
        assertEquals(1, made().size(), "its server runs");
        server.destroyForcibly().waitFor();
        remover.onExit().get(1, TimeUnit.MINUTES);
        assertEquals(List.of(), made());
    }

    private List<Path> made() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Another process that has a home. */
    private static Process holder(String how, Path folder, String... pids) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                how,
                folder.toString()));
        command.addAll(List.of(pids));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertEquals('r', process.getInputStream().read(), "it has it");
        return process;
    }

    /** Takes a home and keeps it. */
    public static final class Holder {

        private Holder() {}

        public static void main(String[] args) throws InterruptedException {
            Home home = args[0].equals("of") ? Home.of(args[1]) : Home.temporary(Path.of(args[1]));
            for (int i = 2; i < args.length; i++) {
                home.register(Long.parseLong(args[i]));
            }
            System.out.print('r');
            System.out.flush();
            new CountDownLatch(1).await();
        }
    }
}
