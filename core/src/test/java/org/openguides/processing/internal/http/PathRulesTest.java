package org.openguides.processing.internal.http;

import javax.jcr.Session;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.internal.access.Operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

@ExtendWith(SlingContextExtension.class)
class PathRulesTest {

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "a/b",
                "//",
                "//a",
                "/a//b",
                "/a//",
                "/.",
                "/..",
                "/a/../b",
                "/a/.",
                "/a/..",
                "/a[1]/b",
                "/a|b",
                "/a*",
                "/a\nb",
                "/a\u0000",
                "/a\ud800",
                "./a",
                "{urn:x}a",
                "[uuid]"
            })
    void refusesPathsThatAreNotNormalised(String path) {
        assertEquals(Optional.empty(), PathSyntax.normalised(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a",
                "/a/b.dita",
                "/.hidden",
                "/...",
                "/a/..b",
                "/a b",
                "/%2e%2e",
                "/\ud83d\ude00",
                "/a,b@(c)"
            })
    void acceptsPathsThatAreNormalised(String path) {
        assertEquals(Optional.of(path), PathSyntax.normalised(path));
    }

    @Test
    void dropsOneSlashAtTheEnd() {
        assertEquals(Optional.of("/a/b"), PathSyntax.normalised("/a/b/"));
    }

    @Test
    void reducesToTheOutermostPathsInTheirOrder() {
        assertEquals(
                List.of("/b", "/a", "/a b", "/ab/c"),
                PathRules.outermost(List.of("/b", "/a/x/y", "/a", "/a b", "/ab/c", "/b", "/a/z")));
        assertEquals(List.of("/"), PathRules.outermost(List.of("/a", "/", "/b/c")));
    }

    @Test
    void keepsPathsThatAreNotCompletelyExcluded() {
        assertEquals(
                List.of("/a", "/bc"),
                PathRules.remaining(List.of("/a", "/b", "/b/c/d", "/bc"), List.of("/b", "/a/x", "/elsewhere")));
        assertEquals(List.of(), PathRules.remaining(List.of("/a", "/"), List.of("/")));
    }

    @Test
    void acceptsEveryContentRoot() throws Exception {
        Caller admin = new Platform(context)
                .folders("/content/dam/a", "/content/more/b")
                .caller("admin");
        ApiSettings settings = new ApiSettings(
                "/bin/x",
                true,
                List.of("/content/dam/", " /content/more "),
                new Operators(Set.of()),
                1,
                user -> Optional.empty());
        PathRules underTest = new PathRules(settings.contentRoots());

        assertEquals("/content/dam/a", underTest.target("/content/dam/a", "path", admin));
        assertEquals("/content/more/b", underTest.target("/content/more/b", "path", admin));
    }

    @Test
    void acceptsEverythingBelowTheRootOfTheRepositoryIfThatIsTheContentRoot() throws Exception {
        Caller admin = new Platform(context).folders("/content/dam/a").caller("admin");

        assertEquals("/content", new PathRules(List.of("/")).target("/content", "path", admin));
    }

    @Test
    void resolvesANodeToOneCanonicalPath() throws Exception {
        Platform platform = new Platform(context).folders("/content/dam/a");
        Session session = context.resourceResolver().adaptTo(Session.class);
        session.getWorkspace().getNamespaceRegistry().registerNamespace("og", "urn:og");
        session.getNode("/content/dam/a").addNode("og:b", "sling:Folder");
        session.save();
        PathRules underTest = new PathRules(List.of("/content/dam"));
        Caller admin = platform.caller("admin");

        assertEquals("/content/dam/a/og:b", underTest.target("/content/dam/a/{urn:og}b", "path", admin));
        assertEquals("/content/dam/a/og:b", underTest.exclusion("content/dam/a/{urn:og}b/", "excludedPaths", admin));
    }

    @Test
    void excludesPathsThatDoNotExist() throws Exception {
        Caller admin = new Platform(context).folders("/content/dam").caller("admin");
        PathRules underTest = new PathRules(List.of("/content/dam"));

        assertEquals("/gone/x:y:z", underTest.exclusion("gone/x:y:z", "excludedPaths", admin));
        assertThrows(RejectedException.class, () -> underTest.exclusion("", "excludedPaths", admin));
    }
}
