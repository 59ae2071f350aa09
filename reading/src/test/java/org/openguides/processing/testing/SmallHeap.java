package org.openguides.processing.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Enumeration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.openguides.processing.internal.dita.DitaDocument;
import org.openguides.processing.internal.dita.DitaHint;
import org.openguides.processing.internal.dita.DitaParser;
import org.openguides.processing.internal.dita.DitaSyntaxException;
import org.openguides.processing.internal.markup.MarkupParser;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads very large files, and prints a line for each. Run in a separate JVM. */
public final class SmallHeap {

    private static final int HUGE = 200_000_000;
    private static final String TOPIC = "<topic id='t'><title>T</title><body>";

    private SmallHeap() {}

    /** Reads all of them; fails only if the JVM does. */
    public static void main(String[] arguments) throws IOException {
        xml("text", 99_000_000, TOPIC, i -> "<p>Some text.</p>\n", "</body></topic>");
        xml(
                "keys",
                10_701,
                "<map>",
                i -> "<keydef keys='k" + i + "' href='http://example.org/" + i + "'/>\n",
                "</map>");
        xml("more text", HUGE, TOPIC, i -> "<p>Some text.</p>\n", "");
        xml("references", HUGE, TOPIC, i -> "<xref href='x'/>", "");
        xml("ids", HUGE, TOPIC, i -> "<p id='i" + i + "'/>", "");
        xml("topics", HUGE, TOPIC, i -> "<topic id='i" + i + "'/>", "");
        xml("names", HUGE, TOPIC, i -> "<p" + i + "/>", "");
        xml("attributes", HUGE, TOPIC, i -> "<p a" + i + "=''/>", "");
        xml("instructions", HUGE, TOPIC, i -> "<?p" + i + "?>", "");
        xml("key scopes", HUGE, "<map>", i -> "<topicref keyscope='k" + i + "'/>", "");
        xml("key lists", HUGE, "<map>", i -> "<keydef keys='" + "k ".repeat(400_000) + "'/>", "");
        String far = "x".repeat(900_000);
        xml("long hrefs", HUGE, "<map>", i -> "<keydef keys='k" + i + "' href='" + far + "'/>", "");
        xml(
                "keys of a long href",
                HUGE,
                "<map>",
                i -> "<keydef keys='" + "k ".repeat(400_000) + "' href='" + far + "'/>",
                "");
        xml("references in a long id", HUGE, "<topic id='" + far + "'>", i -> "<xref href='x'/>", "");
        xml("undeclared", HUGE, "<!DOCTYPE topic SYSTEM 'x'><topic>", i -> "&e" + i + ";", "");
        xml("prolog", HUGE, "<!DOCTYPE topic [", i -> "<!ENTITY e" + i + " 'x'>", "");
        xml("title", HUGE, "<topic><title>", i -> "Some text. ", "");
        markup("a.md", "[");
        markup("a.html", "<b><p>");
        markup("a.css", "@import 'x';");
    }

    /** Reads a file with the given number of parts, or bytes if those are fewer. */
    private static void xml(String name, int size, String head, IntFunction<String> part, String tail)
            throws IOException {
        int parts = size < 1_000_000 ? size : Integer.MAX_VALUE;
        InputStream body = new SequenceInputStream(new Parts(part, parts, size < 1_000_000 ? HUGE : size));
        InputStream file = new SequenceInputStream(new SequenceInputStream(stream(head), body), stream(tail));
        System.out.println(name + ": " + outcome(file));
    }

    private static String outcome(InputStream file) throws IOException {
        try {
            DitaDocument document = new DitaParser().parse(file, DitaHint.NONE);
            return "read, " + document.keys().size() + " keys";
        } catch (DitaSyntaxException e) {
            return e.getMessage();
        }
    }

    private static void markup(String name, String part) throws IOException {
        String text = IntStream.range(0, 1_000_000 / part.length())
                .mapToObj(i -> part)
                .collect(Collectors.joining());
        List<String> warnings = new MarkupParser().parse(name, stream(text)).warnings();
        System.out.println(name + ": " + (warnings.isEmpty() ? "read" : warnings.get(0)));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    /** The parts of a file, generated lazily. */
    private static final class Parts implements Enumeration<InputStream> {

        private final IntFunction<String> part;
        private final int count;
        private final long length;
        private int next;
        private long made;

        Parts(IntFunction<String> part, int count, long length) {
            this.part = part;
            this.count = count;
            this.length = length;
        }

        @Override
        public boolean hasMoreElements() {
            return next < count && made < length;
        }

        @Override
        public InputStream nextElement() {
            StringBuilder some = new StringBuilder();
            while (some.length() < 8_000 && next < count) {
                some.append(part.apply(next++));
            }
            made += some.length();
            return stream(some.toString());
        }
    }
}
