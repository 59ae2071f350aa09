package org.openguides.benchmarks.part;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A configuration property to measure with another value than the default. */
public record Setting(String pid, String property, String value) {

    private static final Pattern SYNTAX = Pattern.compile("([^:=]+):([^:=]+)=(.*)");

    /**
     * Parses {@code PID:PROPERTY=VALUE}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static Setting of(String text) {
        Matcher parts = SYNTAX.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("expected PID:PROPERTY=VALUE, got " + text);
        }
        return new Setting(parts.group(1), parts.group(2), parts.group(3));
    }
}
