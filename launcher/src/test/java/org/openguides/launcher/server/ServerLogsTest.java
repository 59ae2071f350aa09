package org.openguides.launcher.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;

final class ServerLogsTest {

    @TempDir
    private Path home;

    @Test
    void showsTheEndOfEachLogThatThereIs() throws IOException {
        ServerLogs logs = new ServerLogs(home);
        assertEquals(List.of(), logs.ends());
        Files.createDirectories(logs.folder());
        Files.writeString(logs.console(), "");
        Files.write(
                logs.error(),
                IntStream.rangeClosed(1, 25).mapToObj(i -> "Größe " + i).toList());

        List<String> ends = logs.ends();

        assertEquals(21, ends.size());
        assertEquals("--- the end of " + logs.error(), ends.get(0));
        assertEquals("Größe 6", ends.get(1));
        assertEquals("Größe 25", ends.get(20));
    }

    @Test
    void showsWhatIsNoTextToo() throws IOException {
        Path log = home.resolve("log");
        Files.write(log, new byte[] {'a', (byte) 0xff, 'b'});

        assertEquals(List.of("--- the end of " + log, "a\ufffdb"), ServerLogs.end(log));
    }

    @Test
    void tellsErrorsFromTheRest() throws IOException {
        ServerLogs logs = new ServerLogs(home);
        assertEquals(List.of(), logs.errors());
        Files.createDirectories(logs.folder());
        Files.writeString(logs.error(), "1 *INFO* a\n2 *ERROR* b\n", StandardCharsets.UTF_8);

        assertEquals(List.of("2 *ERROR* b"), logs.errors());
    }
}
