package org.openguides.processing.it;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonObject;

/** Content for the screenshots of the documentation: realistic manuals with realistic mistakes. */
final class PictureBook {

    private static final List<String> DEEDS = List.of("install", "replace", "clean", "check", "store", "adjust");
    private static final List<String> THINGS = List.of("filter", "pump", "valve", "sensor", "motor", "display");

    private final SlingServer server;

    PictureBook(SlingServer server) {
        this.server = server;
    }

    /** The path of a folder with some files that fail, for several reasons. */
    String guide() {
        TestContent guide = new TestContent(server.admin(), TestContent.Kind.FILE, "guide");
        Map<String, String> files = new LinkedHashMap<>();
        DEEDS.forEach(deed -> THINGS.forEach(thing -> files.put(
                deed + "-" + thing + ".dita",
                DitaProject.topic(
                        deed + "-" + thing,
                        Character.toUpperCase(deed.charAt(0)) + deed.substring(1) + " the " + thing,
                        ""))));
        files.put("replace-pump.dita", "<topic id=\"replace-pump\">\n  <title>Replace the pump</titel>\n</topic>\n");
        files.put(
                "clean-filter.dita",
                "<topic id=\"clean-filter\">\n  <title>Clean the filter</title>\n  <body><p>Oil & water</p></body>\n</topic>\n");
        files.put("check-valve.dita", "<topic id=\"check-valve\">\n  <title>Check the valve</title>\n");
        files.put(
                "adjust-display.dita",
                "<topic id=\"a\"><title>Adjust the display</title><body><p>Display&trade;</p></body></topic>");
        files.put(
                "store-sensor.dita",
                "<topic id=\"s\"><title>Store the sensor</title><body><p>20&nbsp;V</p></body></topic>");
        files.put(
                "wiring.dita",
                "<topic id=\"w\"><title>Wiring</title><body>" + "<div>".repeat(1_500) + "</div>".repeat(1_500)
                        + "</body></topic>");
        guide.putAll(files);
        server.admin()
                .post(
                        guide.path("cover.dita"),
                        Map.of(
                                "jcr:primaryType",
                                "dam:Asset",
                                "jcr:content/jcr:primaryType",
                                "dam:AssetContent",
                                "jcr:content/metadata/jcr:primaryType",
                                "nt:unstructured"));
        return guide.folder();
    }

    /** The path of a folder with broken references of each kind. */
    String handbook() {
        TestContent handbook = new TestContent(server.admin(), TestContent.Kind.FILE, "handbook");
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "handbook.ditamap",
                "<map><title>Handbook</title><topicref href=\"welcome.dita\"/><topicref href=\"safety.dita\"/>"
                        + "<topicref href=\"rules.dita\"/><topicref href=\"recipes.dita\"/><topicref href=\"contact.dita\"/></map>");
        files.put("welcome.dita", DitaProject.topic("welcome", "Welcome", "<p><xref href=\"warm-up.dita\"/></p>"));
        files.put("safety.dita", DitaProject.topic("safety", "Safety", "<p conref=\"rules.dita#rules/doors\"/>"));
        files.put("rules.dita", DitaProject.topic("rules", "Rules", "<p id=\"windows\">Close the windows.</p>"));
        files.put(
                "recipes.dita",
                DitaProject.topic(
                        "recipes",
                        "Recipes",
                        "<p><keyword keyref=\"product-name\"/></p><image href=\"images/oven.png\"/>"));
        handbook.putAll(files);
        return handbook.folder();
    }

    /** A request for a dry run of several folders. */
    static JsonObject dryRun(String... paths) {
        JsonObject request = GuidesApi.request(paths[0]);
        request.add("path", GuidesApi.array(paths));
        request.addProperty("dryRun", true);
        return request;
    }
}
