package org.openguides.processing.internal.http;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Limits of request bodies. */
@ExtendWith(SlingContextExtension.class)
class BoundedBodiesTest {

    private final SlingContext context = new SlingContext(ResourceResolverType.RESOURCERESOLVER_MOCK);
    private final RequestReader underTest = new RequestReader();

    @Test
    void readsABodyOfTheGreatestSize() throws Exception {
        String body = "{\"a\":\"x\"}";
        String padded = body + " ".repeat(RequestLimits.BYTES - body.length());

        assertEquals(Optional.of("x"), json(padded).text("a"));
        assertRefused("request-too-large", () -> json(padded + " "));
    }

    @Test
    void stopsReadingABodyOfUnknownSizeThatIsTooLarge() throws Exception {
        CountingStream blanks = new CountingStream();

        assertRefused("request-too-large", () -> JsonBody.read(blanks));
        assertTrue(blanks.read < RequestLimits.BYTES + 20_000);
    }

    @Test
    void countsSingleBytesToo() throws Exception {
        try (LimitedStream stream = new LimitedStream(new CountingStream())) {
            for (int i = 0; i < RequestLimits.BYTES; i++) {
                assertEquals(' ', stream.read());
            }
            assertRefused("request-too-large", stream::read);
        }
    }

    @Test
    void readsTheDeepestNestingAndNoDeeper() throws Exception {
        assertEquals(Optional.empty(), json(nested(31)).text("b"));
        assertRefused("request-too-large", () -> json(nested(32)));
        assertRefused("request-too-large", () -> json("{\"a\":".repeat(33) + "1" + "}".repeat(33)));
    }

    private static String nested(int lists) {
        return "{\"a\":" + "[".repeat(lists) + "]".repeat(lists) + "}";
    }

    @Test
    void readsTheLongestListAndNoLonger() throws Exception {
        String list = "0,".repeat(9_999) + "0";

        assertEquals(Optional.empty(), json("{\"unknown\":[" + list + "]}").text("a"));
        assertRefused("request-too-large", () -> json("{\"unknown\":[" + list + ",0]}"));
    }

    @Test
    void refusesAFormThatIsTooLarge() {
        ARequest request = post().field("a", "x".repeat(RequestLimits.BYTES)).field("b", "x");

        assertRefused("request-too-large", () -> underTest.read(request.build()));
    }

    @Test
    void refusesAFormOfSoManyFieldsThatSlingMayHaveDroppedSome() throws Exception {
        ARequest request = post();
        for (int i = 0; i < RequestLimits.PARAMETERS; i++) {
            request.field(i % 2 == 0 ? "a" : "b", "x");
        }

        assertRefused("request-too-large", () -> underTest.read(request.build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/json; charset=ISO-8859-1"})
    void refusesBodiesOfOtherTypes(String contentType) {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);

        assertRefused(
                "unsupported-content-type",
                () -> underTest.read(post().body(contentType, body).build()));
    }

    @Test
    void refusesABodyOfUnknownSizeAndType() {
        ARequest request = post();
        request.build().setHeader("Transfer-Encoding", "chunked");

        assertRefused("unsupported-content-type", () -> underTest.read(request.build()));
    }

    private Fields json(String body) throws Exception {
        return underTest.read(post().json(body).build());
    }

    private ARequest post() {
        return new ARequest(context, context.resourceResolver(), "POST");
    }

    private static void assertRefused(String code, org.junit.jupiter.api.function.Executable reading) {
        Problem problem = assertThrows(RejectedException.class, reading).problem();
        assertEquals(code, problem.type().code());
    }

    /** A stream of spaces that exceeds the limit of a body by far. */
    private static final class CountingStream extends InputStream {
        private int read;

        @Override
        public int read() {
            read++;
            return read > 4 * RequestLimits.BYTES ? -1 : ' ';
        }
    }
}
