package org.openguides.launcher.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class LeashedProcessTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private LeashedProcess underTest;

    @AfterEach
    void end() {
        underTest.kill();
    }

    @Test
    void endsInOrderWithTheOneThatStartedIt() throws IOException {
        underTest = start("server");

        underTest.process().getOutputStream().close();

        assertTrue(underTest.hasEnded(LONG));
        assertEquals(List.of("server"), ended());
    }

    @Test
    void isHaltedIfItsEndTakesTooLong() throws IOException {
        underTest = start("stubborn", "-Dopenguides.leash.seconds=0");

        underTest.process().getOutputStream().close();

        assertTrue(underTest.hasEnded(LONG));
    }

    @Test
    void outlivesAnotherOneThatEndsWithTheSameStarter() throws IOException, InterruptedException {
        underTest = start("database");
        LeashedProcess other = start("server");
        try {
            underTest.outlive(other.process().toHandle());
            underTest.process().getOutputStream().close();
            // long enough for one that does not wait
            assertFalse(underTest.hasEnded(Duration.ofSeconds(2)));
            assertEquals(List.of(), ended());

            other.process().getOutputStream().close();

            assertTrue(underTest.process().waitFor(1, TimeUnit.MINUTES));
            assertEquals(List.of("server", "database"), ended());
        } finally {
            other.kill();
        }
    }

    @Test
    void tellsWhetherItHadToBeKilled() throws IOException {
        underTest = start("server");
        assertTrue(underTest.end(LONG));

        underTest = start("stubborn");
        assertFalse(underTest.end(Duration.ofMillis(1)));
        assertFalse(underTest.process().isAlive());
    }

    private LeashedProcess start(String name, String... jvm) throws IOException {
        return Endless.start(folder.resolve("ended"), name, jvm);
    }

    private List<String> ended() throws IOException {
        Path file = folder.resolve("ended");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
