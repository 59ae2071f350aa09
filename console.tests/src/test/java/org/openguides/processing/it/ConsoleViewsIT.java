package org.openguides.processing.it;

import java.util.List;

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

/** What holds of every view: accessibility, narrow windows, languages, hostile names. */
@ExtendWith(SharedSling.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConsoleViewsIT {

    private static final List<String> HOSTILE = List.of(
            "<script>document.title='owned'<script>.dita",
            "<img src=x onerror=\"document.title='owned'\">.dita",
            "quote \" and ' and & \ud83d\ude00 \u0645\u0631.dita",
            "x".repeat(395) + ".dita");

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

    /** One load of each view: a window is made wide and narrow, light and dark, as users do it. */
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
            console.page().keyboard().press("?");
            assertThat(console.heading("Help")).isVisible();
            check(console, "help");
        });
    }

    private static void check(Console console, String what) {
        for (int width : List.of(360, 3_840)) {
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
    void whatComesFromContentIsTextAndNeverMarkup() {
        Console.with(server, Console.Look.USUAL, console -> {
            for (View view : views()) {
                show(console, view);
                assertThat(console.page().locator("main script, main img")).hasCount(0);
                assertTrue(console.page().title().contains("Bulk Processor"), view::query);
            }
        });
    }

    @Test
    void hostileNamesCanBeReadAndChosen() {
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
    void speaksGermanToThoseWhoDo() {
        Console.with(server, Console.Look.USUAL.in("de-DE"), console -> {
            assertThat(console.heading("Läufe")).isVisible();
            assertThat(console.row(run).locator(".status")).hasText("Abgeschlossen");
            assertEquals("de", console.page().locator("html").getAttribute("lang"));
        });
    }

    @Test
    void allIsDoneByTheKeyboard() {
        Console.with(server, Console.Look.USUAL, console -> {
            assertThat(console.row(run)).isVisible();
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
