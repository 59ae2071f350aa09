package org.openguides.processing.internal.markup;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.TitleText;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The YAML header of a Markdown file, between a first line {@code ---} and the next line {@code ---} or {@code ...}.
 * Its {@code title} is the title of the file. The YAML is processed as events, up to a depth.
 *
 * @param title title; null if the header has none
 * @param body  the file with an empty line for each line of the header, so that line numbers remain correct
 */
record MarkdownHeader(@Nullable String title, String body) {

    private static final Pattern HEADER = Pattern.compile(
            "\\A---[ \\t]*(?:\\r\\n|\\r|\\n)(.*?)^(?:---|\\.\\.\\.)[ \\t]*$", Pattern.DOTALL | Pattern.MULTILINE);

    /** The most likely meaning of a header that is not valid YAML: {@code title: Part 1: the beginning}. */
    private static final Pattern LINE = Pattern.compile("^title:[ \\t]+(.*)$", Pattern.MULTILINE);

    private static final Pattern NOT_A_LINE_END = Pattern.compile("[^\\r\\n]+");

    /** Maximum characters of a header; longer ones are ignored. */
    private static final int MAX_LENGTH = 100_000;

    /** Maximum depth, where reading ends; the parser visits all open brackets for each token, so its time is quadratic. */
    private static final int MAX_DEPTH = 500;

    private static final LoadSettings SETTINGS = LoadSettings.builder().build();

    static MarkdownHeader of(String file) {
        Matcher header = HEADER.matcher(file);
        if (!header.find()) {
            return new MarkdownHeader(null, file);
        }
        String blank = NOT_A_LINE_END.matcher(file.substring(0, header.end())).replaceAll("");
        String yaml = header.group(1);
        return new MarkdownHeader(
                yaml.length() > MAX_LENGTH ? null : title(yaml), blank + file.substring(header.end()));
    }

    private static @Nullable String title(String yaml) {
        try {
            Titles titles = new Titles();
            Iterator<Event> events = new Parse(SETTINGS).parseString(yaml).iterator();
            while (events.hasNext() && titles.depth <= MAX_DEPTH) {
                titles.take(events.next());
            }
            return titles.title;
        } catch (YamlEngineException noYaml) {
            Matcher line = LINE.matcher(yaml);
            return line.find() ? orNull(TitleText.of(line.group(1))) : null;
        }
    }

    private static @Nullable String orNull(String title) {
        return title.isEmpty() ? null : title;
    }

    /** Finds the first title among the keys of the outermost mapping. */
    private static final class Titles {

        private static final String KEY = "title";

        /** The null values of YAML's core schema (YAML 1.2.2, 10.3.2). */
        private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");

        private final Map<String, ScalarEvent> anchored = new HashMap<>();
        private @Nullable String title;
        private int depth;
        private boolean isValue;
        private boolean isTitle;
        private boolean isOver;

        void take(Event event) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> start(event);
                case MappingEnd, SequenceEnd -> end();
                case Scalar, Alias -> scalar(event);
                case DocumentEnd -> isOver = true;
                default -> {
                    // beginning of the document, comments
                }
            }
        }

        private void start(Event event) {
            if (depth == 0 && event.getEventId() != Event.ID.MappingStart) {
                // entries of a list are not keys of the document
                depth++;
            }
            depth++;
        }

        private void end() {
            depth--;
            next(false);
        }

        /** Handles the end of a key or value of the outermost mapping. */
        private void next(boolean title) {
            if (depth == 1) {
                isTitle = !isValue && title;
                isValue = !isValue;
            }
        }

        private void scalar(Event event) {
            ScalarEvent scalar = null;
            if (event instanceof ScalarEvent said) {
                scalar = said;
                said.getAnchor().ifPresent(anchor -> anchored.put(anchor.getValue(), said));
            } else if (event instanceof AliasEvent alias) {
                scalar = anchored.get(alias.getAlias().getValue());
            }
            if (scalar != null && depth == 1 && isTitle && title == null && !isOver) {
                title = text(scalar);
            }
            next(scalar != null && scalar.getValue().equals(KEY));
        }

        private static @Nullable String text(ScalarEvent scalar) {
            boolean isNull = scalar.isPlain() && NULL.matcher(scalar.getValue()).matches();
            return isNull ? null : orNull(TitleText.of(scalar.getValue()));
        }
    }
}
