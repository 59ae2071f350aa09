package org.openguides.processing.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonElement;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.Problems.assertProblem;

/** Another bundle serves one of the documented paths, like AEM Guides: it keeps the path, and our own path still works. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PathOwnersIT {

    private static final String OWN_STATUS = "/bin/openguides/v1/assets/process/status";
    private static final String OWN_HISTORY = "/bin/openguides/v1/assets/process/history";

    private static final String FOREIGN = "org.openguides.it.fixtures.ForeignServlet";
    private static final String OWN_BUNDLE = "/system/console/bundles/org.openguides.core";
    private static final String AUTHENTICATOR = "org.apache.sling.engine.impl.auth.SlingAuthenticator";

    private final FragileSling sling = new FragileSling(600, 100, 0);
    private final SlingClient admin = sling.admin();
    private final ServerSettings settings = new ServerSettings(admin);

    @AfterEach
    void leave() {
        settings.remove(FOREIGN);
        eventually("all ours").until(() -> isOurs(GuidesApi.STATUS) && isOurs(GuidesApi.HISTORY));
    }

    @AfterAll
    void end() {
        sling.close();
    }

    @Nightly
    @Test
    void anEndpointIsNotBoundToAPathThatIsAlreadyServed() {
        admin.post(OWN_BUNDLE, Map.of("action", "stop"));
        eventually("gone").until(() -> get(GuidesApi.STATUS).statusCode() == 404);
        take(0, GuidesApi.STATUS);
        eventually("taken").until(() -> isForeign(GuidesApi.STATUS));
        admin.post(OWN_BUNDLE, Map.of("action", "start"));

        eventually("ours").until(() -> isOurs(GuidesApi.HISTORY) && isOurs(OWN_STATUS) && isOurs(OWN_HISTORY));
        assertTrue(isForeign(GuidesApi.STATUS));
    }

    /** At Sling's usual ranking, a higher one, and the very one that ours have. */
    @Nightly
    @ParameterizedTest
    @ValueSource(ints = {0, 100, Integer.MIN_VALUE})
    void anEndpointIsWithdrawnForALaterOwnerAndBoundAgain(int ranking) {
        int before = errors().size();
        take(ranking, GuidesApi.STATUS);

        eventually("taken").until(() -> isForeign(GuidesApi.STATUS));
        assertTrue(isOurs(GuidesApi.HISTORY));
        assertTrue(isOurs(OWN_STATUS));
        eventually("known").until(() -> ownersOf(GuidesApi.STATUS).equals(List.of("org.openguides.it.fixtures")));
        assertEquals(List.of(), ownersOf(GuidesApi.HISTORY));
        eventually("told").until(() -> errors().size() > before);

        settings.remove(FOREIGN);
        eventually("ours again").until(() -> isOurs(GuidesApi.STATUS));
        List<String> told = errors().subList(before, errors().size());
        // the fixture may register twice, because its configuration is created and then changed
        String served = GuidesApi.STATUS + " is also served by org.openguides.it.fixtures";
        assertFalse(told.isEmpty());
        assertTrue(told.stream().allMatch(line -> line.contains(served)), told::toString);
    }

    /** The platform authenticates requests to the path and below it, whichever bundle serves it. */
    @Test
    void thePlatformStillAuthenticatesRequests() {
        take(0, GuidesApi.STATUS);
        eventually("taken").until(() -> isForeign(GuidesApi.STATUS));

        SlingClient anonymous = sling.server().anonymous();
        for (String path : List.of(
                GuidesApi.STATUS,
                GuidesApi.STATUS + "/foo",
                GuidesApi.PROCESS + "/foo",
                GuidesApi.HISTORY,
                OWN_STATUS)) {
            assertEquals(401, anonymous.get(path).statusCode(), path);
            assertEquals(401, anonymous.post(path, Map.of()).statusCode(), path);
        }
    }

    @Test
    void anonymousRequestsThatThePlatformAdmitsAreRefused() {
        settings.set(AUTHENTICATOR, Map.of("auth.annonymous", "true"));
        try {
            SlingClient anonymous = sling.server().anonymous();
            // admitted, but without read access
            eventually("open").until(() -> anonymous.get("/content.json").statusCode() == 404);
            for (String path : List.of(GuidesApi.HISTORY, OWN_HISTORY, "/bin/guides/v1/openapi.json")) {
                assertProblem(401, "not-authenticated", "", anonymous.get(path));
            }
        } finally {
            settings.set(AUTHENTICATOR, Map.of("auth.annonymous", "false"));
            eventually("closed")
                    .until(() -> sling.server().anonymous().get("/content.json").statusCode() == 401);
        }
    }

    private List<String> ownersOf(String path) {
        return admin.json(GuidesApi.SYSTEM).getAsJsonArray("paths").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(each -> GuidesApi.text(each, "path").equals(path))
                .flatMap(each -> GuidesApi.texts(each.get("others")).stream())
                .toList();
    }

    private List<String> errors() {
        return sling.server().errors();
    }

    private void take(int ranking, String path) {
        settings.set(FOREIGN, Map.of("sling.servlet.paths", path, "service.ranking", String.valueOf(ranking)));
    }

    private boolean isForeign(String path) {
        HttpResponse<String> answer = get(path);
        return answer.statusCode() == 200 && answer.body().equals("foreign");
    }

    private boolean isOurs(String path) {
        HttpResponse<String> answer = get(path);
        return answer.headers().firstValue("Cache-Control").orElse("").equals("no-store");
    }

    /** Not through the client, which holds answers against the contract. */
    private HttpResponse<String> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sling.server().base() + path))
                .header("Authorization", SlingClient.basic("admin", "admin"))
                .build();
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConditionFactory eventually(String what) {
        return Awaitility.await(what).atMost(Duration.ofMinutes(1)).ignoreExceptions();
    }
}
