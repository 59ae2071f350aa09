package org.openguides.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** docs/cli.md documents all options of each command, and no others. */
class ClientDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/cli.md");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

    @Test
    void namesTheOptionsOfEveryCommand() throws IOException {
        assertEquals(options(help()), options(section("## Server and user")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"import", "process", "status"})
    void namesTheOptionsOfACommand(String command) throws IOException {
        Set<String> own = options(help(command));
        own.removeAll(options(help()));

        assertFalse(own.isEmpty());
        assertEquals(own, options(section("### `" + command + " ")));
        assertEquals(own, options(synopsis(command)));
    }

    private static String help(String... command) {
        Client client = new Client();
        client.run(Stream.concat(Stream.of(command), Stream.of("--help")).toArray(String[]::new));
        return client.out();
    }

    /** Returns the text from the heading with the given beginning to the next heading. */
    private static String section(String heading) throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.startsWith(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .collect(Collectors.joining("\n"));
    }

    private static String synopsis(String command) throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("openguides " + command + " "))
                .findFirst()
                .orElse("");
    }

    private static Set<String> options(String text) {
        return OPTION.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
