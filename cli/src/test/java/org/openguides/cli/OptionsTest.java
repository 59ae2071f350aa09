package org.openguides.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.cli.LoopbackServer.Reply;
import org.openguides.cli.wire.FileTypeDto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Behaviour of all commands: server, user, usage and exit codes. */
class OptionsTest {
    private final Client client = new Client();

    @Test
    void takesTheUserFromTheOptionThenTheEnvironment() throws IOException {
        try (LoopbackServer server = new LoopbackServer(request -> Reply.json("{\"processingId\":\"7\"}"))) {
            client.with("OPENGUIDES_USER", "env:pass:word");
            client.run("status", "7", "--server", server.url());
            client.run("--server", server.url(), "--user", "j\u00fcrgen:x", "status", "7");

            assertEquals(
                    "Basic " + base64("env:pass:word"), server.requests.get(0).header("Authorization"));
            assertEquals(
                    "Basic " + base64("j\u00fcrgen:x"), server.requests.get(1).header("Authorization"));
        }
    }

    @Test
    void takesTheTokenFromTheOptionThenTheEnvironment() throws IOException {
        try (LoopbackServer server = new LoopbackServer(request -> Reply.json("{\"processingId\":\"7\"}"))) {
            client.with("OPENGUIDES_TOKEN", " eyJ.env-token_~+/== \n");
            client.run("status", "7", "--server", server.url());
            client.run("--server", server.url(), "--token", "opt", "status", "7");

            assertEquals("Bearer eyJ.env-token_~+/==", server.requests.get(0).header("Authorization"));
            assertEquals("Bearer opt", server.requests.get(1).header("Authorization"));
            assertEquals("openguides-cli", server.requests.get(1).header("User-agent"));
        }
    }

    @Test
    void anOptionBeatsTheEnvironmentWhicheverOfUserAndTokenItIs() throws IOException {
        try (LoopbackServer server = new LoopbackServer(request -> Reply.json("{\"processingId\":\"7\"}"))) {
            client.with("OPENGUIDES_TOKEN", "env").run("status", "7", "--server", server.url(), "--user", "a:b");
            new Client().with("OPENGUIDES_USER", "a:b").run("status", "7", "--server", server.url(), "--token", "opt");

            assertEquals("Basic " + base64("a:b"), server.requests.get(0).header("Authorization"));
            assertEquals("Bearer opt", server.requests.get(1).header("Authorization"));
        }
    }

    @Test
    void refusesAUserAndATokenFromTheSamePlace() {
        assertEquals(2, client.run("status", "7", "--user", "a:SECRET", "--token", "SECRET"));
        client.with("OPENGUIDES_USER", "a:SECRET").with("OPENGUIDES_TOKEN", "SECRET");
        assertEquals(2, client.run("status", "7"));

        assertEquals(
                """
                openguides: --user and --token are both given; give one of them
                openguides: OPENGUIDES_USER and OPENGUIDES_TOKEN are both set; unset one of them, or give --user or --token
                """,
                client.err());
    }

    @Test
    void refusesAnUnknownTypeAndNamesThoseOfTheServer() {
        assertEquals(2, client.run("process", "/content/dam/a", "--type", "DITA"));
        assertEquals(
                "openguides: Invalid value for option '--type' (TYPE): expected one of "
                        + Arrays.toString(FileTypeDto.values()) + " but was 'DITA' (openguides --help)\n",
                client.err());
        assertTrue(client.err().contains(" HTML/CSS,"), client.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer SECRET", "{\"accessToken\":\"SECRET\"}", "'SECRET'", "SECRET\r\nX-Other: 1"})
    void rejectsAnInvalidTokenWithoutPrintingIt(String token) {
        assertEquals(2, client.run("status", "7", "--server", "https://author.example.com", "--token", token));

        assertEquals(
                "openguides: this is no Bearer token; give the access token alone, without 'Bearer', quotes or JSON\n",
                client.err());
    }

    @Test
    void sendsNoTokenInTheClearToAnotherMachine() {
        assertEquals(2, client.run("status", "7", "--server", "http://author.example.com", "--token", "SECRET"));

        assertEquals("openguides: a token is sent over https only, not to http://author.example.com\n", client.err());
    }

    @Test
    void asksBelowTheBasePathOfTheOptionThenTheEnvironment() throws IOException {
        try (LoopbackServer server = new LoopbackServer(request -> Reply.json("{\"processingId\":\"7\"}"))) {
            client.with("OPENGUIDES_SERVER", server.url());
            client.run("status", "7");
            client.with("OPENGUIDES_BASE_PATH", "/bin/guides/v1");
            client.run("status", "7");
            client.run("status", "7", "--base-path", "/bin/other/");

            assertEquals(
                    List.of(
                            "/bin/openguides/v1/assets/process/status",
                            "/bin/guides/v1/assets/process/status",
                            "/bin/other/assets/process/status"),
                    server.requests.stream().map(LoopbackServer.Request::path).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bin/guides", "/", "/bin//guides", "/bin/a b", "/bin?x"})
    void rejectsAnInvalidBasePath(String path) {
        assertEquals(2, client.run("status", "7", "--base-path", path));

        assertEquals("openguides: '" + path + "' is no base path; it looks like /bin/openguides/v1\n", client.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://author.example.com", "http://localhost.example.com:8080", "http://10.0.0.1"})
    void sendsNoDefaultPasswordToARemoteServer(String url) {
        assertEquals(2, client.run("status", "7", "--server", url));

        assertEquals(
                "openguides: who are you at " + url + "? Set OPENGUIDES_USER or --user to name:password, or"
                        + " OPENGUIDES_TOKEN or --token to a token\n",
                client.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:8080",
                "ftp://localhost",
                "http://",
                "http://a b",
                "http://x?y",
                "http://u:p@localhost",
                "nix"
            })
    void refusesAServerThatIsNone(String url) {
        assertEquals(2, client.run("status", "7", "--server", url));

        assertEquals("openguides: '" + url + "' is no server address; it looks like http://host:8080\n", client.err());
    }

    @Test
    void refusesAUserWithoutAPassword() {
        assertEquals(2, client.run("status", "7", "--user", "admin"));

        assertEquals("openguides: the user must be given as name:password\n", client.err());
    }

    @Test
    void reportsAnUnreachableServer() throws IOException {
        LoopbackServer gone = new LoopbackServer(request -> Reply.empty(200));
        String url = gone.url();
        gone.close();

        assertEquals(2, client.run("status", "7", "--server", url));

        assertEquals("openguides: no server answers at " + url + " (--server or OPENGUIDES_SERVER)\n", client.err());
    }

    @Test
    void reportsInvalidArgumentsInOneLine() {
        assertEquals(2, client.run());
        assertEquals(2, client.run("nix"));
        assertEquals(2, client.run("status"));
        assertEquals(2, client.run("process"));
        assertEquals(2, client.run("process", "/content/dam", "--nix"));
        assertEquals(
                """
                openguides: say what to do: import, process or status (openguides --help)
                openguides: Unmatched argument at index 0: 'nix' (openguides --help)
                openguides: Missing required parameter: 'ID' (openguides --help)
                openguides: Missing required parameter: 'PATH' (openguides --help)
                openguides: Unknown option: '--nix' (openguides --help)
                """,
                client.err());
    }

    @Test
    void explainsItself() {
        assertEquals(0, client.run("--help"));
        assertEquals(0, client.run("import", "--help"));
        assertEquals(0, client.run("--version"));

        assertTrue(client.out().contains("Usage: openguides import"), client.out());
        assertTrue(client.out().contains("DIR[:PATH]"), client.out());
        assertEquals("", client.err());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
