package org.openguides.processing.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Requirements for every view: accessibility, narrow windows, languages, hostile names. */
@ExtendWith(SharedSling.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConsoleViewsIT {

    private static final List<String> HOSTILE = List.of(
            "<script>document.title='owned'<script>.dita",
            "<img src=x onerror=\"document.title='owned'\">.dita",
            "quote \" and ' and & \ud83d\ude00 \u0645\u0631.dita",
            "x".repeat(395) + ".dita");

    private static final Locator.GetByTextOptions EXACT = new Locator.GetByTextOptions().setExact(true);

    private final SlingServer server;
    private final GuidesApi api;
    private String folder = "";
    private String run = "";

    ConsoleViewsIT(SlingServer server) {
        this.server = server;
        this.api = new GuidesApi(server.admin());
    }

    @BeforeAll
    void makeContentAndARun() {
        TestContent content = new TestContent(server.admin(), TestContent.Kind.FILE, "console-views");
        HOSTILE.forEach(name -> content.put(name, "<topic id='a'><title>\"><script>document.title='owned'</script>"));
        content.put("broken.dita", DitaProject.topic("b", "B", "<p><xref href=\"none'&lt;b>.dita\"/></p>"));
        folder = content.folder();
        run = GuidesApi.text(api.run(GuidesApi.request(folder)), "processingId");
    }

    private record View(String query, String shown) {}

    private List<View> views() {
        return List.of(
                new View("", "[data-run]"),
                new View("?view=run&id=" + run, ".tile"),
                new View("?view=run&tab=failures&id=" + run, ".outcomes"),
                new View("?view=run&tab=log&id=" + run, ".line"),
                new View("?view=broken&path=" + folder, ".wide-table"),
                new View("?view=asset&path=" + folder + "/broken.dita", ".wide-table"));
    }

    /** Loads each view once, and then changes the window between wide and narrow, light and dark. */
    @Test
    void eachViewIsAccessibleInLightAndDarkAndFitsAnyWindow() {
        Console.with(server, Console.Look.USUAL, console -> {
            for (View view : views()) {
                show(console, view);
                check(console, view.query());
            }
            console.open("");
            assertThat(console.row(run)).isVisible();
            console.page().keyboard().press("n");
            assertThat(console.page().locator("#picker-paths li").first()).isVisible();
            check(console, "new run");
            console.page().keyboard().press("Escape");
            assertThat(console.page().locator("#picker-paths")).isHidden(); // it would get the next key
            console.page().keyboard().press("?");
            assertThat(console.heading("Help")).isVisible();
            check(console, "help");
        });
    }

    private static void check(Console console, String what) {
        for (int width : List.of(360, 880, 1_100, 1_280, 3_840)) {
            console.page().setViewportSize(width, 900);
            assertTrue(console.overflow() <= 0, () -> what + " overflows " + width + " by " + console.overflow());
        }
        console.page().setViewportSize(1_280, 900);
        assertEquals(List.of(), console.violations(), what);
        console.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertEquals(List.of(), console.violations("color-contrast"), () -> what + " in the dark");
        console.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private static void show(Console console, View view) {
        console.open(view.query());
        assertThat(console.page().locator(view.shown()).first()).isVisible();
    }

    @Test
    void contentIsShownAsTextAndNeverAsMarkup() {
        Console.with(server, Console.Look.USUAL, console -> {
            for (View view : views()) {
                show(console, view);
                assertThat(console.page().locator("main script, main img")).hasCount(0);
                assertTrue(console.page().title().contains("Bulk Processor"), view::query);
            }
        });
    }

    @Nightly
    @Test
    void hostileNamesAreReadableAndSelectable() {
        Console.with(server, Console.Look.USUAL, console -> {
            console.open("?view=run&tab=log&id=" + run);
            assertThat(console.page().locator(".log")).containsText("<script>document.title='owned'<script>.dita");
            console.open("?view=asset&path="
                    + java.net.URLEncoder.encode(
                            folder + "/" + HOSTILE.get(2), java.nio.charset.StandardCharsets.UTF_8));
            assertThat(console.page().locator(".facts")).containsText(HOSTILE.get(2));
            console.open("?view=broken&path=" + folder);
            assertThat(console.page().locator(".wide-table")).containsText("<xref href=\"none'<b>.dita\">");
        });
    }

    @Test
    void isGermanForGermanUsers() {
        Console.with(server, Console.Look.USUAL.in("de-DE"), console -> {
            assertThat(console.heading("Läufe")).isVisible();
            assertThat(console.row(run).locator(".status")).hasText("Abgeschlossen");
            assertEquals("de", console.page().locator("html").getAttribute("lang"));
        });
    }

    @Nightly
    @Test
    void filesWithHostileNamesAreChosenInThePickerAndProcessed() {
        try (Console console = Console.of(server)) {
            console.page().keyboard().press("n");
            Locator picker = console.page().locator("#picker-paths");
            picker.getByText("/content/dam", EXACT).dblclick();
            picker.getByText("console-views", EXACT).dblclick();
            HOSTILE.forEach(name -> picker.getByText(name, EXACT).click());
            HOSTILE.forEach(
                    name -> assertThat(console.page().locator("dialog .chips").getByText(folder + "/" + name, EXACT))
                            .isVisible());
            assertEquals(List.of(), console.violations(), "hostile names in the dialog");
            assertTrue(console.overflow() <= 0);
            console.button("Start").click();
            String again = console.runShown();
            assertEquals(4, GuidesApi.number(api.awaitSuccess(again), "failedCount"));
            console.link("Failures (4)").click();
            for (String name : HOSTILE) {
                assertThat(console.page().getByLabel("Choose " + folder + "/" + name))
                        .isVisible();
            }
        }
    }

    @Nightly
    @Test
    void timesAreInTheZoneOfTheUserWithUtcAsTooltip() {
        long started = api.status(run).get("startedAt").getAsLong();
        ZonedDateTime berlin = Instant.ofEpochMilli(started).atZone(ZoneId.of("Europe/Berlin"));
        try (Console console = Console.of(server)) {
            Locator time = console.row(run).locator("time").first();
            assertThat(time)
                    .containsText(
                            DateTimeFormatter.ofPattern("h:mm:ss", Locale.US).format(berlin));
            assertThat(time)
                    .hasAttribute(
                            "title",
                            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'")
                                    .format(Instant.ofEpochMilli(started).atOffset(ZoneOffset.UTC)));
        }
    }

    @Test
    void assetsAreFoundByUuidAndBrokenReferencesAreExported() throws IOException {
        try (Console console = Console.at(server, "?view=broken&path=" + folder)) {
            Download csv =
                    console.page().waitForDownload(() -> console.button("CSV").click());
            assertTrue(
                    Files.readString(Path.of(csv.path().toString())).contains(folder + "/broken.dita"),
                    "the broken reference");
            console.link(folder + "/broken.dita").click();
            String uuid =
                    console.page().locator(".facts dt:text-is('UUID') + dd .id").textContent();
            console.page().getByLabel("Path or UUID").fill(uuid);
            console.button("Show").click();
            console.page().waitForURL(url -> url.contains("uuid="));
            assertThat(console.page().locator(".facts")).containsText(folder + "/broken.dita");
        }
    }

    /** From the list to a cancelled run, with the keyboard only. */
    @Nightly
    @Test
    void aRunIsStartedMonitoredAndCancelledWithTheKeyboard() {
        ConsoleContent content = new ConsoleContent(server);
        String topics = content.topics("console-keys", 120, 0);
        content.slow();
        try (Console console = Console.of(server)) {
            Keyboard keys = console.page().keyboard();
            tabTo(console, "button", "New run");
            keys.press("Enter");
            assertThat(console.page().locator("#field-paths")).isFocused();
            keys.type(topics);
            tabTo(console, "button", "Start");
            keys.press("Enter");
            console.runShown();
            assertThat(console.state()).hasText("In progress");
            tabTo(console, "a", "Log");
            keys.press("Enter");
            assertThat(console.page().locator(".log")).containsText("Requested by admin");
            tabTo(console, "button", "Cancel");
            keys.press("Enter");
            assertThat(console.button("Keep it")).isFocused();
            keys.press("Tab");
            keys.press("Enter");
            assertThat(console.state()).hasText("Cancelled");
        } finally {
            content.fast();
        }
    }

    /** Presses the tab key until an element has the focus, and asserts that the focus is visible. */
    private static void tabTo(Console console, String element, String name) {
        Locator focused = console.page().locator(":focus");
        for (int i = 0; i < 60; i++) {
            console.page().keyboard().press("Tab");
            if (focused.count() == 1
                    && (Boolean) focused.evaluate(
                            "(e, [element, name]) => e.localName === element && e.textContent.trim() === name",
                            List.of(element, name))) {
                assertThat(focused).hasCSS("outline-style", "solid");
                return;
            }
        }
        throw new AssertionError(name + " cannot be reached by the tab key");
    }

    @Test
    void thePickerWorksWithTheKeyboard() {
        Console.with(server, Console.Look.USUAL, console -> {
            assertThat(console.row(run)).isVisible();
            // a busy machine must not make the picker forget the letters before
            console.page().clock().setFixedTime(System.currentTimeMillis());
            Keyboard keys = console.page().keyboard();
            keys.press("n");
            Locator picker = console.page().locator("#picker-paths");
            picker.focus();
            assertThat(picker.locator("li[data-current]")).containsText("/content/dam");
            keys.press("Enter");
            assertThat(picker.locator("li[data-current]")).not().containsText("/content/dam");
            keys.type("console-views");
            assertThat(picker.locator("li[data-current]")).containsText("console-views");
            keys.press("ArrowRight");
            assertThat(picker.locator("li[data-current]")).containsText(".dita");
            keys.type("broken");
            keys.press("Space");
            assertThat(console.page().locator("dialog .chips li").first()).containsText(folder + "/broken.dita");
            keys.press("ArrowLeft");
            assertThat(picker.locator("li", new Locator.LocatorOptions().setHasText("console-views")))
                    .isVisible();
            console.page().locator("#field-paths").focus();
            keys.press("Escape");
            assertThat(console.page().locator("dialog")).hasCount(0);
        });
    }
}
