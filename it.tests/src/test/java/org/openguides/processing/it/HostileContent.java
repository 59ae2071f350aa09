package org.openguides.processing.it;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A project that an author may upload and that asks for as much work as its bytes can: the topic {@link #TOPIC} refers to keys of its maps.
 *
 * @param name  of its folder
 * @param files what is in it, by name
 */
record HostileContent(String name, Map<String, String> files) {

    static final String TOPIC = "t.dita";

    private static final String USE = "<topicref href='" + TOPIC + "'/>";
    private static final String KEY = "<keydef keys='k' href='" + TOPIC + "'/>";

    /** A map with many key scopes, which another one uses in many key scopes: each use has scopes of its own. */
    static HostileContent usedScopes(int uses, int scopes) {
        return of(
                "used-scopes",
                "k",
                Map.of(
                        "a.ditamap",
                        map(times(uses, i -> "<mapref href='b.ditamap' keyscope='s" + i + "'/>")),
                        "b.ditamap",
                        map(USE + KEY + times(scopes, i -> "<topicgroup keyscope='x'/>"))));
    }

    /** Scopes in each other whose names are there twice, and one that has a dot: which of them a key goes through is open at each level. */
    static HostileContent nestedScopes(int depth) {
        return of(
                "nested-scopes",
                "a.".repeat(depth + 1) + "k",
                Map.of(
                        "a.ditamap",
                        map("<topicgroup keyscope='a a a.a'>".repeat(depth)
                                + KEY
                                + "</topicgroup>".repeat(depth)
                                + USE)));
    }

    /** Keys of 999 characters with a dot at each other one; each is another one, and none is defined. */
    static HostileContent longKeys(int count) {
        String keys = times(count, i -> "<p keyref='" + "a.".repeat(496) + "z" + String.format("%06d", i) + "'/>");
        return new HostileContent(
                "long-keys",
                Map.of(
                        "a.ditamap",
                        map("<topicgroup keyscope='a'>" + KEY + "</topicgroup>" + USE),
                        TOPIC,
                        DitaProject.topic("t", "Long keys", keys)));
    }

    private static HostileContent of(String name, String key, Map<String, String> maps) {
        Map<String, String> files = new LinkedHashMap<>(maps);
        files.put(TOPIC, DitaProject.topic("t", "Hostile", "<p keyref='" + key + "'/>"));
        return new HostileContent(name, files);
    }

    private static String map(String content) {
        return "<map>" + content + "</map>";
    }

    private static String times(int count, Function<Integer, String> part) {
        return IntStream.range(0, count).boxed().map(part).collect(Collectors.joining());
    }

    /** Uploads it to a new folder. */
    TestContent putOn(SlingClient admin) {
        TestContent content = new TestContent(admin, TestContent.Kind.FILE, name);
        files.forEach(content::put);
        return content;
    }

    @Override
    public String toString() {
        return name + " of " + files.values().stream().mapToInt(String::length).sum() + " characters";
    }
}
