package org.openguides.processing.it;

import java.net.URI;
import java.util.Map;

import com.microsoft.playwright.Page;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.openguides.launcher.server.Server;
import org.openguides.launcher.server.ServerKind;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * A server below a context path, like AEM in an application server, with another base path of the API.
 * The test starts its own server.
 */
@Nightly
final class ConsoleContextPathIT {

    @Test
    void worksBelowAContextPathWithAnyBasePathOfTheApi() {
        URI base = URI.create("http://127.0.0.1:" + Server.freePort() + "/author");
        SlingServer server = SlingServer.begin(
                SlingServer.freshHome(), ServerKind.SINGLE, base, "-D", "org.apache.felix.http.context_path=/author");
        server.awaitStart();
        new ServerSettings(server.admin())
                .set("org.openguides.processing.http", Map.of("basePath", "/bin/elsewhere/v1"));
        Awaitility.await("the other base path")
                .until(() -> server.admin()
                                .get("/bin/elsewhere/v1/assets/process/history")
                                .statusCode()
                        == 200);
        try (Console console = Console.of(server)) {
            Page page = console.page();
            String folder = new ConsoleContent(server).topics("console-below", 3, 1);
            console.button("New run").click();
            page.locator("#field-paths").fill(folder);
            console.button("Start").click();
            console.runShown();
            assertThat(console.state()).hasText("Completed");
            console.link("Failures (1)").click();
            assertThat(page.locator(".group")).containsText("not well-formed");
            page.navigate(base + "/apps/openguides/console.html");
            assertThat(console.heading("Runs")).isVisible();
            assertEquals(base + "/bin/openguides/console.html", page.url());
        } finally {
            server.stop();
        }
    }
}
