package org.openguides.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses a multipart body byte by byte, as a server does. */
final class Multipart {
    private static final Pattern NAMES = Pattern.compile("form-data; name=\"([^\"]*)\"(?:; filename=\"([^\"]*)\")?");
    private static final Pattern TYPE = Pattern.compile("Content-Type: (.*)");

    private Multipart() {}

    record Part(String name, String fileName, String type, byte[] content) {}

    static List<Part> parse(LoopbackServer.Request request) {
        String boundary = request.header("Content-type").replaceAll(".*boundary=", "");
        // One char per byte, so that offsets are bytes.
        String body = new String(request.body(), StandardCharsets.ISO_8859_1);
        List<Part> parts = new ArrayList<>();
        String[] pieces = body.split("(?:\r\n)?--" + Pattern.quote(boundary), -1);
        for (int i = 1; i < pieces.length - 1; i++) {
            int end = pieces[i].indexOf("\r\n\r\n");
            parts.add(part(utf8(pieces[i].substring(2, end)), pieces[i].substring(end + 4)));
        }
        return parts;
    }

    private static Part part(String head, String content) {
        Matcher names = NAMES.matcher(head);
        Matcher type = TYPE.matcher(head);
        if (!names.find()) {
            throw new IllegalArgumentException(head);
        }
        return new Part(
                names.group(1),
                names.group(2),
                type.find() ? type.group(1) : "",
                content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
