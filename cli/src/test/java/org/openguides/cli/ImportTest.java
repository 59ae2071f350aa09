package org.openguides.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.cli.LoopbackServer.Reply;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Imports folders into a repository that behaves like Sling's. */
class ImportTest {
    private static final byte[] BYTES = {0, (byte) 0xff, '\r', '\n', '-', '-', 'x', '\n'};

    @TempDir
    private Path temp;

    private final FakeRepository repository = new FakeRepository();
    private final Client client = new Client();
    private LoopbackServer server;
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer(repository::answer);
        client.with("OPENGUIDES_SERVER", server.url());
        folder = Files.createDirectory(temp.resolve("handbook"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void keepsEveryNameAndEveryByte() throws IOException {
        List<String> names = List.of(
                "a b.dita",
                "100%.dita",
                "50%25.dita",
                "a+b.dita",
                "a&b=c.dita",
                "it's.dita",
                "q\"uote\".dita",
                "back\\slash.dita",
                "end\\",
                "\u00e9-nfc.dita",
                "e\u0301-nfd.dita",
                "\ud83d\ude00.dita",
                "noext",
                ".hidden",
                ".a",
                "a.",
                "x@TypeHint",
                "logo@2x.png",
                "foo@Delete",
                "=?utf-8?Q?b?=.txt",
                "semi;colon.md",
                "#hash?.html",
                "{a}b.xml",
                "sub dir/100%/\u00fc/deep.dita",
                "quo\"te/plain.txt",
                "my.folder.json/x.dita");
        for (String name : names) {
            write(name, BYTES);
        }

        assertEquals(0, client.run("import", folder + ":/content/dam/a b%/c"), client.err());

        for (String name : names) {
            assertArrayEquals(BYTES, repository.files.get("/content/dam/a b%/c/" + name), name);
        }
        assertEquals(names.size(), repository.files.size());
    }

    @Test
    void createsFoldersAsSlingFoldersTheEmptyOnesAndTheMissingParentsToo() throws IOException {
        Files.createDirectories(folder.resolve("empty/deep"));
        write("a.dita", BYTES);

        client.run("import", folder + ":/content/dam/x/y");

        for (String path : List.of("/content/dam", "/content/dam/x", "/content/dam/x/y/empty/deep")) {
            assertEquals("sling:Folder", repository.nodes.get(path), path);
        }
        assertEquals("sling:OrderedFolder", repository.nodes.get("/content"));
    }

    @Test
    void importsEmptyFiles() throws IOException {
        write("empty.txt", new byte[0]);

        assertEquals(0, client.run("import", folder.toString()), client.err());

        assertArrayEquals(new byte[0], repository.files.get("/content/dam/handbook/empty.txt"));
    }

    @Test
    void sendsManyFilesPerRequestButNoMoreThanSlingTakes() throws IOException {
        for (int i = 0; i < 130; i++) {
            write(i + ".dita", BYTES);
        }

        client.run("import", folder.toString());

        assertEquals(130, repository.files.size());
        assertEquals(41, repository.largestUpload);
        assertEquals(
                5,
                server.requests.stream()
                        .filter(request -> request.method().equals("POST"))
                        .count());
    }

    @Test
    void sendsLargeFilesAlone() throws IOException {
        byte[] large = new byte[5 << 20];
        write("1.bin", large);
        write("2.bin", large);

        client.run("import", folder.toString());

        assertEquals(2, repository.largestUpload);
        assertArrayEquals(large, repository.files.get("/content/dam/handbook/2.bin"));
    }

    @Test
    void sendsMediaTypesThatServersDoNotKnow() throws IOException {
        write("a.dita", BYTES);
        write("b.md", BYTES);
        write("c.png", BYTES);

        client.run("import", folder.toString());

        List<Multipart.Part> parts = Multipart.parse(lastUpload());
        assertEquals(
                List.of("", "application/xml", "text/markdown", "application/octet-stream"),
                parts.stream().map(Multipart.Part::type).toList());
        assertEquals("upload.png", parts.get(3).fileName());
        assertEquals("UTF-8", new String(parts.get(0).content(), StandardCharsets.US_ASCII));
    }

    @Test
    void saysHowMuchItImportedAndHowFast() throws IOException {
        write("a.dita", new byte[1500]);
        write("sub/b.dita", new byte[500]);

        client.run("import", folder.toString());

        assertEquals(
                """
                Importing: 2 of 2 files
                Imported 2 files in 2 folders (2.0 kB) to /content/dam/handbook in 0.0 s, 2000 files/s
                """,
                client.out());
    }

    @Test
    void onlyChecksAndCountsWhenDry() throws IOException {
        write("a.dita", BYTES);

        assertEquals(0, client.run("import", "--dry-run", folder.toString()));

        assertEquals("To import: 1 file in 1 folder (8 bytes) to /content/dam/handbook\n", client.out());
        assertEquals(List.of(), server.requests);
    }

    @Test
    void leavesOutGitFoldersAndLinksButTakesHiddenFiles() throws IOException {
        write(".git/config", BYTES);
        write(".project/settings.xml", BYTES);
        write(".hidden", BYTES);
        Files.createSymbolicLink(folder.resolve("link.dita"), temp);

        client.run("import", folder.toString());

        assertEquals(
                Set.of("/content/dam/handbook/.hidden", "/content/dam/handbook/.project/settings.xml"),
                repository.files.keySet());
        assertTrue(client.out().endsWith("Left out: 1 symbolic links\n"), client.out());
    }

    @Test
    void importsAgainOverWhatIsThere() throws IOException {
        write("sub/a.dita", BYTES);
        write("50%.dita", BYTES);
        client.run("import", folder.toString());
        repository.nodes.put("/content/dam/handbook/sub", "sling:OrderedFolder");
        write("sub/a.dita", new byte[] {1});

        assertEquals(0, client.run("import", folder.toString()), client.err());

        assertArrayEquals(new byte[] {1}, repository.files.get("/content/dam/handbook/sub/a.dita"));
        assertEquals("sling:OrderedFolder", repository.nodes.get("/content/dam/handbook/sub"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a:b.dita", "a*.dita", "a|b", "x[1].dita", " a.dita", "a.dita ", "...", "{}a.dita", "{a", "a\tb"
            })
    void refusesNamesThatTheRepositoryCannotHoldBeforeAnythingIsSent(String name) throws IOException {
        write("0.dita", BYTES);
        write(name, BYTES);

        assertEquals(2, client.run("import", folder.toString()));

        assertTrue(
                client.err()
                        .startsWith(
                                "openguides: '" + folder + "/" + name.replace('\t', ' ') + "' cannot be imported: "),
                client.err());
        assertEquals(1, client.err().lines().count());
        assertEquals(List.of(), server.requests);
    }

    @Test
    void refusesFilesThatItCannotRead() throws IOException {
        Path file = unreadable();

        assertEquals(2, client.run("import", file.getParent().toString()));

        assertEquals("openguides: cannot read '" + file + "'\n", client.err());
        assertEquals(List.of(), server.requests);
    }

    @Test
    void refusesWhatIsNeitherFileNorFolder() throws IOException, InterruptedException {
        Process mkfifo = new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start();
        assertEquals(0, mkfifo.waitFor());

        assertEquals(2, client.run("import", folder.toString()));

        assertEquals("openguides: cannot read '" + folder + "/pipe': it is no regular file\n", client.err());
    }

    @Test
    void neverReplacesAFolderByAFile() throws IOException {
        write("guide.dita", BYTES);
        repository.nodes.put("/content/dam", "sling:Folder");
        repository.nodes.put("/content/dam/handbook", "sling:Folder");
        repository.nodes.put("/content/dam/handbook/guide.dita", "sling:Folder");

        assertEquals(2, client.run("import", folder.toString()));

        assertEquals(
                "openguides: '" + folder
                        + "/guide.dita' is a file, but /content/dam/handbook/guide.dita in the repository is"
                        + " a sling:Folder\n",
                client.err());
        assertFalse(
                server.requests.stream().anyMatch(request -> request.method().equals("POST")));
    }

    @Test
    void neverPutsAFolderInTheWayOfAFile() throws IOException {
        write("sub/a.dita", BYTES);
        repository.nodes.put("/content/dam", "sling:Folder");
        repository.nodes.put("/content/dam/handbook", "sling:Folder");
        repository.nodes.put("/content/dam/handbook/sub", "nt:file");

        assertEquals(2, client.run("import", folder.toString()));

        assertEquals(
                "openguides: /content/dam/handbook/sub shall be a folder, but in the repository it is a nt:file\n",
                client.err());
    }

    @Test
    void noticesWhenTheServerTakesNothing() throws IOException {
        write("a.dita", BYTES);
        repository.nodes.put("/content/dam", "sling:Folder");
        repository.nodes.put("/content/dam/handbook", "sling:Folder");
        repository.deaf = true;

        assertEquals(2, client.run("import", folder.toString()));

        assertTrue(
                client.err().startsWith("openguides: the server did not store '" + folder + "/a.dita'"), client.err());
    }

    @Test
    void noticesWhenTheServerMakesNoFolders() {
        repository.deaf = true;

        assertEquals(2, client.run("import", folder.toString()));

        assertEquals("openguides: the server did not create the folder /content/dam\n", client.err());
    }

    @Test
    void rejectsInvalidFoldersAndPaths() {
        assertEquals(2, client.run("import", temp + "/nix"));
        assertEquals(2, client.run("import", folder + ":/content//dam"));
        assertEquals(2, client.run("import", folder + ":/"));
        assertEquals(2, client.run("import", folder + ":/content/../etc"));
        assertEquals(2, client.run("import", "/"));
        assertEquals(
                """
                openguides: there is no folder '%s/nix'
                openguides: '/content//dam' cannot be a path in the repository: a name is empty
                openguides: '/' cannot be a path in the repository: a name is empty
                openguides: '/content/../etc' cannot be a path in the repository: a name may not consist of dots
                openguides: '/' has no name; say where it goes: /:/content/dam/name
                """
                        .formatted(temp),
                client.err());
    }

    @Test
    void treatsAColonAsASeparatorOnlyBeforeASlash() throws IOException {
        folder = Files.createDirectory(temp.resolve("odd:name"));
        write("a.dita", BYTES);

        assertEquals(0, client.run("import", folder + ":/content/dam/x/"), client.err());
        assertEquals(Set.of("/content/dam/x/a.dita"), repository.files.keySet());

        assertEquals(2, client.run("import", folder.toString()));
    }

    /**
     * Returns a file that the user cannot read: root can read any file created here, but not a write-only kernel
     * setting of Linux.
     */
    private Path unreadable() throws IOException {
        write("a.dita", BYTES);
        Path file = folder.resolve("a.dita");
        Files.setPosixFilePermissions(file, Set.of());
        return Files.isReadable(file) ? Path.of("/proc/sys/vm/compact_memory") : file;
    }

    private LoopbackServer.Request lastUpload() {
        return server.requests.get(server.requests.size() - 1);
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    /** A large upload takes its time, and so may the comparison with a large folder. */
    @Test
    void theLimitOfSmallAnswersDoesNotApply() throws IOException {
        write("a.dita", BYTES);

        assertEquals(
                0, client.within(Duration.ZERO, Duration.ofMinutes(10)).run("import", folder.toString()), client.err());
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // without a limit the client waits for ever
    void givesUpIfAnAnswerDoesNotEnd() throws IOException {
        write("a.dita", BYTES);
        try (LoopbackServer stalled = new LoopbackServer(request -> Reply.stalled(repository.answer(request)))) {
            client.within(Duration.ofMinutes(10), Duration.ofMillis(250));

            assertEquals(2, client.run("import", folder.toString(), "--server", stalled.url()));
        }
        assertTrue(client.err().contains(" failed: no complete answer within "), client.err());
    }
}
