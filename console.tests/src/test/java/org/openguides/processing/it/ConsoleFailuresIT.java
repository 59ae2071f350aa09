package org.openguides.processing.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Failures by reason, and the ways to retry them. */
@Nightly
@ExtendWith(SharedSling.class)
final class ConsoleFailuresIT {

    private final SlingServer server;
    private final GuidesApi api;

    ConsoleFailuresIT(SlingServer server) {
        this.server = server;
        this.api = new GuidesApi(server.admin());
    }

    @Test
    void failuresAreGroupedByReasonAndRetriedByReasonOrOneByOne() throws Exception {
        String folder = new ConsoleContent(server).topics("console-failures", 6, 3);
        String id = GuidesApi.text(api.run(GuidesApi.request(folder)), "processingId");
        try (Console console = Console.at(server, "?view=run&id=" + id)) {
            Page page = console.page();
            console.link("Failures (3)").click();
            Locator group = page.locator(".group");
            assertThat(group).hasCount(1);
            assertThat(group).containsText("3 ×");
            assertThat(group).containsText("not well-formed");
            assertThat(group.locator(".remedy")).containsText("Mend the file");
            assertThat(group.getByRole(AriaRole.ROW)).hasCount(4);
            assertThat(group).containsText("line 1");

            Download csv = page.waitForDownload(() -> group.getByText("CSV").click());
            List<String> lines = Files.readAllLines(Path.of(csv.path().toString()));
            assertEquals(4, lines.size());
            assertTrue(lines.get(1).contains(folder), lines::toString);

            page.getByLabel("Choose " + folder + "/t1.dita").check();
            console.button("Retry 1 chosen asset").click();
            page.waitForURL(url -> !url.contains(id));
            assertEquals(1, GuidesApi.number(api.awaitSuccess(console.runShown()), "failedCount"));

            console.open("?view=run&tab=failures&id=" + id);
            console.button("Retry these").click();
            page.waitForURL(url -> !url.contains(id));
            assertEquals(3, GuidesApi.number(api.awaitSuccess(console.runShown()), "failedCount"));
        }
    }

    @Test
    void findingsOfSuccessfulAssetsAreShownToo() {
        TestContent content = new TestContent(server.admin(), TestContent.Kind.FILE, "console-warnings");
        content.put("a.dita", DitaProject.topic("a", "A", "<p><xref href=\"none.dita\"/></p>"));
        String id = GuidesApi.text(api.run(GuidesApi.request(content.folder())), "processingId");
        try (Console console = Console.at(server, "?view=run&tab=failures&id=" + id)) {
            Page page = console.page();
            assertThat(console.heading("Nothing failed")).isVisible();
            console.button("With warnings").click();
            assertThat(page.locator(".group")).containsText("A reference points to a file that does not exist");
            assertThat(console.button("Retry these")).hasCount(0);
        }
    }

    @Test
    void reasonsAreShownInTheLanguageOfTheUser() {
        String folder = new ConsoleContent(server).topics("console-gruende", 1, 1);
        String id = GuidesApi.text(api.run(GuidesApi.request(folder)), "processingId");
        Console.with(server, Console.Look.USUAL.in("de-DE"), console -> {
            console.open("?view=run&tab=failures&id=" + id);
            assertThat(console.page().locator(".group")).containsText("Die Datei ist kein wohlgeformtes XML");
        });
    }
}
