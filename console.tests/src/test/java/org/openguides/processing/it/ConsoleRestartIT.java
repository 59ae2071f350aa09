package org.openguides.processing.it;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** A server that restarts while a page is open. */
@ExtendWith(SharedSling.class)
@Nightly
final class ConsoleRestartIT {

    private final SlingServer server;

    ConsoleRestartIT(SlingServer server) {
        this.server = server;
    }

    @Test
    void anOpenPageFollowsARunAcrossAServerRestart() {
        ConsoleContent content = new ConsoleContent(server);
        String folder = content.topics("console-restart", 200, 0);
        content.slow();
        String id = new GuidesApi(server.admin()).start(GuidesApi.request(folder));
        try (Console console = Console.alone(server)) {
            Page page = console.open("?view=run&id=" + id).page();
            assertThat(console.state()).hasText("In progress");
            server.stop();
            assertThat(page.locator("[data-state=away]")).isVisible();
            assertThat(console.state()).hasText("In progress"); // known data stays visible

            SlingServer again = SlingServer.again(server);
            new ConsoleContent(again).fast();
            assertThat(page.locator("[data-state=ok]"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(70_000));
            assertThat(console.state()).hasText("Completed", new LocatorAssertions.HasTextOptions().setTimeout(60_000));
            assertEquals(200, GuidesApi.number(new GuidesApi(again.admin()).status(id), "succeededCount"));
        }
    }
}
