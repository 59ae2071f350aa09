package org.openguides.processing.internal.dita;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.internal.dita.DitaReference.Kind;
import org.openguides.processing.internal.dita.DitaReference.Role;
import org.openguides.processing.internal.dita.DitaReference.Scope;
import org.openguides.processing.internal.dita.ReferenceTarget.Status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class ReferenceResolverTest {

    private static final String REFERRER = "/content/dam/a/x.dita";

    @ParameterizedTest
    @CsvSource({
        "b.dita, /content/dam/a/b.dita,",
        "b.dita#t/e, /content/dam/a/b.dita, t/e",
        "b.dita#, /content/dam/a/b.dita,",
        "./../c//b.dita?x=1#t, /content/dam/c/b.dita, t",
        "..\\c\\b.dita, /content/dam/c/b.dita,",
        "#t/e, /content/dam/a/x.dita, t/e",
        "#./e, /content/dam/a/x.dita, ./e",
        "?x#t, /content/dam/a/x.dita, t",
        "/content/dam/b.dita, /content/dam/b.dita,",
        "../../../../b.dita, /../b.dita,",
        "b.dita#%C3%A4, /content/dam/a/b.dita, ä",
        "GUID-0815, /content/dam/a/GUID-0815,",
        "a b (1)@2x.png, /content/dam/a/a b (1)@2x.png,",
        "a:b.dita, ,",
    })
    void aUriIsAPathAndAFragment(String value, String path, String fragment) {
        ReferenceTarget target = ReferenceResolver.resolve(REFERRER, uri(value));

        assertEquals(path == null ? List.of() : List.of(path), target.paths());
        assertEquals(fragment, target.fragment());
    }

    @ParameterizedTest
    @CsvSource({"b.dita, d/b.dita", "../b.dita, b.dita", "../../b.dita, ../b.dita", "../../../b.dita, ../../b.dita"})
    void aPathMayLeaveTheRoot(String value, String expected) {
        assertEquals(
                List.of(expected),
                ReferenceResolver.resolve("d/x.dita", uri(value)).paths());
    }

    @ParameterizedTest
    @CsvSource({
        "my%20file.dita, d/my file.dita|d/my%20file.dita",
        "100%25.dita, d/100%.dita|d/100%25.dita",
        "100%.dita, d/100%.dita",
        "a%2.dita, d/a%2.dita",
        "a%zz%20.dita, d/a%zz .dita|d/a%zz%20.dita",
        "%E4.dita, d/%E4.dita",
        "%f0%9f%98%80😀.dita, d/😀😀.dita|d/%f0%9f%98%80😀.dita",
        "a%2Fb.dita, d/a/b.dita|d/a%2Fb.dita",
        "%2E%2E/b.dita, b.dita|d/%2E%2E/b.dita",
        "a%00.dita, d/a%00.dita",
        "a+b.dita, d/a+b.dita",
        "a%23b.dita, d/a#b.dita|d/a%23b.dita",
    })
    void aNameIsLookedForDecodedFirst(String value, String expected) {
        assertEquals(
                List.of(expected.split("\\|")),
                ReferenceResolver.resolve("d/x.dita", uri(value)).paths());
    }

    @Test
    void aNameIsLookedForInBothNormalForms() {
        assertEquals(
                List.of("\u00e4.dita", "a\u0308.dita"),
                ReferenceResolver.resolve("x.dita", uri("\u00e4.dita")).paths());
        assertEquals(
                List.of("a\u0308.dita", "a%CC%88.dita", "\u00e4.dita"),
                ReferenceResolver.resolve("x.dita", uri("a%CC%88.dita")).paths());
    }

    @ParameterizedTest
    @CsvSource({
        "'', LOCAL, EMPTY",
        "'', EXTERNAL, EMPTY",
        "http://a/b, LOCAL, EXTERNAL",
        "http://a/b, PEER, EXTERNAL",
        "mailto:a@b, LOCAL, EXTERNAL",
        "file:/a, LOCAL, EXTERNAL",
        "//host/a, LOCAL, EXTERNAL",
        "a.html, EXTERNAL, EXTERNAL",
        "#a, EXTERNAL, EXTERNAL",
        "a.dita, PEER, PEER",
        "C:\\a.dita, LOCAL, INVALID",
        "folder/, LOCAL, INVALID",
        "., LOCAL, INVALID",
        "a/.., LOCAL, INVALID",
        "/, LOCAL, INVALID",
        "a/%2E%2E, LOCAL, CHECK",
    })
    void someTargetsAreKnownWithoutLooking(String value, Scope scope, Status expected) {
        DitaReference reference = reference("href", value, Kind.URI, Role.LINK, scope, null);

        assertEquals(expected, ReferenceResolver.resolve(REFERRER, reference).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b.dita", "a\nb.dita", "\u007f"})
    void controlCharactersAreInvalid(String value) {
        assertEquals(
                Status.INVALID, ReferenceResolver.resolve(REFERRER, uri(value)).status());
    }

    @ParameterizedTest
    @CsvSource({
        "media/, b.swf, d/media/b.swf",
        "media, b.swf, d/b.swf",
        "..\\media/x.html, b.swf, media/b.swf",
        "media/, /b.swf, /b.swf",
        "'', b.swf, d/b.swf",
    })
    void anObjectIsRelativeToItsCodebase(String base, String value, String expected) {
        DitaReference reference = reference("data", value, Kind.URI, Role.OBJECT, Scope.LOCAL, base);

        assertEquals(
                List.of(expected),
                ReferenceResolver.resolve("d/x.dita", reference).paths());
    }

    @ParameterizedTest
    @CsvSource({
        "http://a/b/, b.swf",
        "http://a/b/, ../b.swf",
        "http://a/b/, /b.swf",
        "http://a, /b.swf",
        "http://a/b/, \\b.swf",
        "http://a/b/, #c",
        "http://a/b/, ?c",
        "//a/b/, /b.swf",
        "\\\\a\\b\\, /b.swf",
        "urn:a, b.swf",
        "media/, //a/b.swf",
    })
    void whatIsRelativeToAnExternalBaseIsExternal(String base, String value) {
        DitaReference reference = reference("data", value, Kind.URI, Role.OBJECT, Scope.LOCAL, base);

        assertEquals(
                Status.EXTERNAL,
                ReferenceResolver.resolve("d/x.dita", reference).status());
    }

    @Test
    void keysAndCopiesAreNoPaths() {
        DitaReference key = reference("keyref", "k", Kind.KEY, Role.LINK, Scope.EXTERNAL, null);
        DitaReference noKey = reference("keyref", "", Kind.KEY, Role.LINK, Scope.LOCAL, null);
        DitaReference copy = reference("copy-to", "a.dita", Kind.URI, Role.COPY_TO, Scope.LOCAL, null);

        assertEquals(Status.KEY, ReferenceResolver.resolve(REFERRER, key).status());
        assertEquals(Status.EMPTY, ReferenceResolver.resolve(REFERRER, noKey).status());
        assertEquals(Status.COPY_TO, ReferenceResolver.resolve(REFERRER, copy).status());
    }

    @Test
    void fragmentsOfCodeAreNoIds() {
        DitaReference code = reference("href", "a.txt#line=1,2", Kind.URI, Role.INCLUSION, Scope.LOCAL, null);
        ReferenceTarget target = ReferenceResolver.resolve("x.dita", code);

        assertEquals(List.of("a.txt"), target.paths());
        assertNull(target.fragment());
    }

    private static DitaReference uri(String value) {
        return reference("href", value, Kind.URI, Role.LINK, Scope.LOCAL, null);
    }

    private static DitaReference reference(
            String attribute, String value, Kind kind, Role role, Scope scope, String base) {
        return new DitaReference("e", attribute, value, 1, kind, role, scope, null, base, null, null);
    }
}
