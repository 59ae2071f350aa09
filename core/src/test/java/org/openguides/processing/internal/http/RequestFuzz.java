package org.openguides.processing.internal.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import com.google.gson.JsonObject;
import org.openguides.processing.api.DailyHours;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Reads bodies, paths, cursors and hours of requests, which must be accepted or rejected with a reason. */
public final class RequestFuzz {

    private static final int REASON = 10_000;

    private static final Fields NO_QUERY = new Fields() {
        @Override
        public Optional<String> text(String name) {
            return Optional.empty();
        }

        @Override
        public List<String> texts(String name) {
            return List.of();
        }

        @Override
        public OptionalLong number(String name) {
            return OptionalLong.empty();
        }

        @Override
        public Optional<Boolean> flag(String name) {
            return Optional.empty();
        }
    };

    private RequestFuzz() {}

    /** Uses the input as each of them. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        body(input);
        String text = new String(input, UTF_8);
        path(text);
        cursor(text);
        hours(text);
    }

    private static void body(byte[] bytes) throws IOException {
        try {
            JsonObject body = JsonBody.read(new ByteArrayInputStream(bytes));
            Fields fields = new JsonFields(body, NO_QUERY);
            for (String name :
                    List.of("path", "paths", "type", "dryRun", "filter.fileTypes", "filter.startTime", "a.b")) {
                readEachWay(fields, name);
            }
        } catch (RejectedException refused) {
            assertTrue(reason(refused).length() < REASON, "a problem is for people");
        }
    }

    private static void readEachWay(Fields fields, String name) {
        for (Runnable way : List.<Runnable>of(
                () -> fields.text(name),
                () -> fields.texts(name),
                () -> fields.natural(name),
                () -> fields.flag(name))) {
            try {
                way.run();
            } catch (RejectedException refused) {
                // an object that contains the field may be invalid
                String outermost = name.substring(0, (name + ".").indexOf('.'));
                assertTrue(reason(refused).contains(outermost), () -> reason(refused));
            }
        }
    }

    private static void path(String text) {
        try {
            String sound = PathRules.normalised(text, text, "path");
            assertEquals(sound, PathRules.normalised(sound, sound, "path"), "what is normalised stays so");
            List<String> both = List.of(sound, sound + "/x");
            if (!sound.equals("/")) {
                assertEquals(List.of(sound), PathRules.outermost(both));
                assertEquals(List.of(), PathRules.remaining(both, List.of(sound)));
            }
        } catch (RejectedException refused) {
            assertTrue(reason(refused).length() < REASON, "a problem is for people");
        }
    }

    private static void cursor(String text) {
        Cursor.read(text);
        try {
            BrokenCursor.read(text, "/content/dam");
        } catch (RejectedException refused) {
            assertTrue(reason(refused).contains("cursor"), () -> reason(refused));
        }
    }

    private static void hours(String text) {
        try {
            DailyHours hours = DailyHours.parse(text);
            assertEquals(hours, DailyHours.parse(hours.toString()));
        } catch (IllegalArgumentException refused) {
            assertTrue(String.valueOf(refused.getMessage()).length() < text.length() + REASON);
        }
    }

    private static String reason(RejectedException refused) {
        return String.valueOf(refused.getMessage());
    }
}
