package org.openguides.processing.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.wrappers.SlingHttpServletRequestWrapper;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

@ExtendWith(SlingContextExtension.class)
class RequestReaderTest {

    private static final String NAMES = "caf\u00e9 \ud83d\ude00";
    private final SlingContext context = new SlingContext(ResourceResolverType.RESOURCERESOLVER_MOCK);
    private final RequestReader underTest = new RequestReader();

    @Test
    void readsMembersOfJsonByTheirNames() throws Exception {
        Fields fields =
                json("{\"a\":\" x \",\"l\":[\"1,2\",\" 3\"],\"one\":\"4\",\"in\":{\"n\":-5,\"yes\":true},\"no\":null}");

        assertEquals(Optional.of("x"), fields.text("a"));
        assertEquals(List.of("1,2", " 3"), fields.texts("l"));
        assertEquals(List.of("4"), fields.texts("one"));
        assertEquals(OptionalLong.of(-5), fields.number("in.n"));
        assertEquals(Optional.of(true), fields.flag("in.yes"));
        assertEquals(Optional.empty(), fields.text("no"));
        assertEquals(Optional.empty(), fields.flag("no.deeper"));
        assertEquals(OptionalLong.empty(), fields.number("in.absent"));
    }

    @Test
    void skipsAByteOrderMark() throws Exception {
        assertEquals(Optional.of("x"), json("\ufeff{\"a\":\"x\"}").text("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON;charset=UTF-8",
                "application/json; charset=\"utf-8\"",
                "application/json; charset=utf8"
            })
    void readsJsonAsUtf8(String contentType) throws Exception {
        ARequest request = post().body(contentType, ("{\"a\":\"" + NAMES + "\"}").getBytes(StandardCharsets.UTF_8));

        assertEquals(Optional.of(NAMES), underTest.read(request.build()).text("a"));
    }

    @Test
    void ignoresTheEncodingThatSlingSets() throws Exception {
        ARequest request = post().json("{\"a\":\"" + NAMES + "\"}");
        SlingHttpServletRequest afterSling = new SlingHttpServletRequestWrapper(request.build()) {
            @Override
            public String getCharacterEncoding() {
                return "ISO-8859-1";
            }
        };

        assertEquals(Optional.of(NAMES), underTest.read(afterSling).text("a"));
    }

    @Test
    void readsFormFieldsAsUtf8RegardlessOfTheEncodingOfSling() {
        Fields fields = new FormFields(new DecodedParameters("a", NAMES, StandardCharsets.ISO_8859_1));

        assertEquals(Optional.of(NAMES), fields.text("a"));
        assertEquals(List.of(NAMES), fields.texts("a"));
    }

    @Test
    void decodesTheQueryOnce() throws Exception {
        Fields fields = underTest.read(get("a=%2541%2C%26+caf%C3%A9&a=b,c").build());

        assertEquals(List.of("%41,& caf\u00e9", "b,c"), fields.texts("a"));
    }

    @Test
    void readsTheQueryBesideAForm() throws Exception {
        Fields fields = underTest.read(post().query("q=1").field("a", " 7 ").build());

        assertEquals(OptionalLong.of(7), fields.number("a"));
        assertEquals(Optional.of("1"), fields.text("q"));
    }

    @Test
    void readsMembersThatAreMissingInTheJsonBodyFromTheQuery() throws Exception {
        Fields fields = underTest.read(post().query("a=query&b=query&yes=true&n=3&l=x&l=y")
                .json("{\"a\":\"body\"}")
                .build());

        assertEquals(Optional.of("body"), fields.text("a"));
        assertEquals(Optional.of("query"), fields.text("b"));
        assertEquals(Optional.of(true), fields.flag("yes"));
        assertEquals(OptionalLong.of(3), fields.number("n"));
        assertEquals(List.of("x", "y"), fields.texts("l"));
    }

    @Test
    void readsTheQueryIfTheJsonBodyIsEmpty() throws Exception {
        assertEquals(
                Optional.of("1"),
                underTest.read(post().query("a=1").json(" ").build()).text("a"));
    }

    @Test
    void countsBlankFormFieldsAsAbsent() throws Exception {
        Fields fields = underTest.read(post().field("a", "")
                .field("b", " ")
                .field("n", "")
                .field("yes", "")
                .build());

        assertEquals(Optional.empty(), fields.text("a"));
        assertEquals(List.of(), fields.texts("b"));
        assertEquals(OptionalLong.empty(), fields.number("n"));
        assertEquals(Optional.empty(), fields.flag("yes"));
    }

    @Test
    void ignoresUploadedFiles() throws Exception {
        ARequest request = post();
        request.build().addRequestParameter("a", new byte[] {'x'}, "text/plain", "a.txt");
        request.build().setContentType("multipart/form-data; boundary=x");

        assertEquals(Optional.empty(), underTest.read(request.build()).text("a"));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1.0,1", "1e3,1000", "1758876933000.0,1758876933000", "-9223372036854775808,-9223372036854775808"
    })
    void acceptsEveryNotationOfAWholeNumberInJson(String json, long number) throws Exception {
        assertEquals(OptionalLong.of(number), json("{\"n\":" + json + "}").number("n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "9223372036854775808", "1e999999999", "1e-3", "\"1\"", "true", "[1]", "{}"})
    void refusesOtherNumbersInJson(String json) throws Exception {
        assertRefused("invalid-field", () -> json("{\"n\":" + json + "}").number("n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "x", "9223372036854775808", "1e3", "0x10", "-1"})
    void refusesOtherNumbersInAQuery(String value) throws Exception {
        assertRefused(
                "invalid-field", () -> underTest.read(get("n=" + value).build()).natural("n"));
    }

    @Test
    void refusesWordsThatAreNeitherTrueNorFalse() throws Exception {
        assertRefused(
                "invalid-field", () -> underTest.read(get("yes=on").build()).flag("yes"));
        assertEquals(
                Optional.of(false), underTest.read(get("yes=False").build()).flag("yes"));
    }

    @Test
    void rejectsTwoValuesInPlaceOfOne() throws Exception {
        assertRefused(
                "invalid-field", () -> underTest.read(get("a=1&a=2").build()).text("a"));
        assertEquals(Optional.of("1"), underTest.read(get("a=1&a=1").build()).text("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "\"x\"",
                "{\"a\":1}}",
                "{\"a\":1,}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":NaN}",
                "{\"a\":TRUE}",
                "{\"a\":[1,]}",
                "{\"a\":\"\n\"}",
                "{\"a\":1}{}",
                "// x\n{}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":01}",
                "nul"
            })
    void refusesWhatIsNotAJsonObject(String body) {
        assertRefused("malformed-json", () -> json(body));
    }

    @Test
    void tellsWhereJsonIsMalformed() {
        Problem problem = assertThrows(RejectedException.class, () -> json("{\"a\": 1,\n  \"b\": x}"))
                .problem();

        assertEquals("The body is not valid JSON, at line 2, column 8.", problem.detail());
        assertEquals(Problem.More.place(2, 8), problem.more());
    }

    @Test
    void rejectsInvalidUtf8() {
        byte[] latin1 = "{\"a\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertRefused(
                "malformed-json",
                () -> underTest.read(post().body("application/json", latin1).build()));
    }

    @Test
    void reportsAMissingContentTypeOfJson() {
        assertRefused(
                "unsupported-content-type",
                () -> underTest.read(
                        post().field("{\"path\":\"/content/dam\"}", "").build()));
    }

    @Test
    void needsNoBody() throws Exception {
        assertEquals(
                Optional.of("1"), underTest.read(post().query("a=1").build()).text("a"));
    }

    private Fields json(String body) throws Exception {
        return underTest.read(post().json(body).build());
    }

    private ARequest post() {
        return new ARequest(context, context.resourceResolver(), "POST");
    }

    private ARequest get(String query) {
        return new ARequest(context, context.resourceResolver(), "GET").query(query);
    }

    private static void assertRefused(String code, org.junit.jupiter.api.function.Executable reading) {
        Problem problem = assertThrows(RejectedException.class, reading).problem();
        assertEquals(code, problem.type().code());
    }
}
