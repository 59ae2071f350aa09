package org.openguides.processing.internal.text;

import java.util.ArrayList;
import java.util.List;

/** Fields in one line, separated by tabs; tabs, line breaks and backslashes in fields are escaped. */
public final class TabLine {

    private TabLine() {}

    /** Joins fields to a line without a line break. */
    public static String join(List<String> fields) {
        StringBuilder line = new StringBuilder();
        String separator = "";
        for (String field : fields) {
            line.append(separator);
            escape(field, line);
            separator = "\t";
        }
        return line.toString();
    }

    /** Splits the result of {@link #join} into its fields. */
    public static List<String> split(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\t') {
                fields.add(field.toString());
                field.setLength(0);
            } else if (c == '\\' && i + 1 < line.length()) {
                field.append(unescaped(line.charAt(++i)));
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    private static void escape(String field, StringBuilder line) {
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            switch (c) {
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\\' -> line.append("\\\\");
                default -> line.append(c);
            }
        }
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> c;
        };
    }
}
