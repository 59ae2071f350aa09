package org.openguides.processing.it;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small project with all kinds of references, hostile names, and mistakes. */
final class DitaProject {

    static final String MAP = "guide.ditamap";
    static final String SUBMAP = "maps/appendix.ditamap";
    static final String FIRST = "topics/first.dita";
    static final String BROKEN = "topics/broken.dita";
    static final String ASTRAY = "topics/astray.dita";
    static final String IMAGE = "images/logo.png";
    static final String MARKDOWN = "notes.md";

    static final String TITLE = "Größe & Maß 中 😀";

    /** The same letter twice: composed (NFC) and decomposed (NFD). These are two different names. */
    static final List<String> HOSTILE_NAMES = List.of(
            "two  words",
            "%41",
            "100%",
            "a, b; c",
            "it's \"quoted\"",
            "R&D",
            "plus+minus=x",
            "@home #1",
            "(why?)",
            "rocket 🚀",
            "caf\u00e9",
            "cafe\u0301");

    private final Map<String, String> files = new LinkedHashMap<>();

    DitaProject() {
        hostileTopics().forEach(name -> files.put(name, topic("hostile", "About <ph>" + xml(name) + "</ph>", "")));
        files.put(
                FIRST,
                topic(
                        "first",
                        xml(TITLE),
                        """
                <p conref="%s#hostile/p"/>
                <image href="../images/logo.png"/>
                """
                                .formatted(xml(href(fileName(hostileTopics().get(0)))))));
        files.put(
                BROKEN,
                """
                <?xml version="1.0"?>
                <!DOCTYPE topic PUBLIC "-//OASIS//DTD DITA Topic//EN" "topic.dtd">
                <topic id="broken">
                  <title>Not closed</titel>
                </topic>
                """);
        files.put(ASTRAY, topic("astray", "Astray", "<p>\n<xref href=\"gone.dita\"/></p>"));
        files.put(MAP, map());
        files.put(
                SUBMAP,
                """
                <map><title>Appendix</title><topicref href="../topics/astray.dita"/></map>""");
        files.put(IMAGE, "no real image; it is never read");
        files.put(MARKDOWN, "# Notes\n");
    }

    /** Names and texts of all files. */
    Map<String, String> files() {
        return Map.copyOf(files);
    }

    /** Uploads all files. */
    void putInto(TestContent content) {
        files.forEach(content::put);
    }

    static List<String> hostileTopics() {
        return HOSTILE_NAMES.stream().map(name -> "topics/" + name + ".dita").toList();
    }

    /** The topics of the map, in order. */
    static List<String> topicsOfMap() {
        List<String> topics = new ArrayList<>(List.of(FIRST));
        topics.addAll(hostileTopics());
        return topics;
    }

    static String topic(String id, String title, String body) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE topic PUBLIC "-//OASIS//DTD DITA Topic//EN" "topic.dtd">
                <topic id="%s">
                  <title>%s</title>
                  <body><p id="p">Text</p>%s</body>
                </topic>
                """
                .formatted(id, title, body);
    }

    private static String map() {
        StringBuilder map = new StringBuilder("<map><title>Guide</title>\n");
        topicsOfMap()
                .forEach(topic ->
                        map.append("<topicref href=\"").append(href(topic)).append("\"/>\n"));
        return map.append("<mapref href=\"maps/appendix.ditamap\"/>\n</map>\n").toString();
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String href(String path) {
        return SlingClient.escapedPath(path);
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
