package org.openguides.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.openguides.launcher.server.Endless;
import org.openguides.launcher.server.LeashedProcess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@DisabledOnOs(OS.WINDOWS)
final class ProcessesTest {

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    @Test
    void whatWasStartedLastIsEndedFirst() throws IOException {
        Processes underTest = processes();
        LeashedProcess database = start(underTest, "database");
        LeashedProcess server = start(underTest, "server");
        assertEquals(2, underTest.alive());
        assertEquals(
                List.of(database.process().pid() + "", server.process().pid() + ""),
                Files.readAllLines(folder.resolve("home/server.pid")));

        underTest.close();
        underTest.close();

        assertEquals(List.of("server", "database"), Files.readAllLines(folder.resolve("ended")));
        assertEquals(List.of("stopping"), said);
        assertFalse(Files.exists(folder.resolve("home/server.pid")));
    }

    @Timeout(60)
    @Test
    void anEndIsNoticed() throws IOException {
        try (Processes underTest = processes()) {
            LeashedProcess server = start(underTest, "server");
            server.kill();

            assertEquals(0, underTest.awaitFewerThan(1));
        }
        assertEquals(List.of(), said, "there is nothing to stop");
    }

    @Test
    void nothingIsStartedOnceTheEndHasBegun() {
        Processes underTest = processes();
        underTest.close();

        assertTrue(underTest.isClosed());
        assertThrows(CancellationException.class, () -> start(underTest, "server"));
    }

    private Processes processes() {
        return new Processes(Home.of(folder.resolve("home").toString()), () -> said.add("stopping"));
    }

    private LeashedProcess start(Processes processes, String name) {
        return processes.start(
                () -> {
                    try {
                        return Endless.start(folder.resolve("ended"), name);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                each -> each);
    }
}
