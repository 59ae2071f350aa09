package org.openguides.processing.internal.http;

import java.util.ArrayList;
import java.util.List;

import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openguides.processing.api.RunState;
import org.openguides.processing.testing.ARun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@ExtendWith(SlingContextExtension.class)
class UserLimitsTest {

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
    private final FakeRuns runs = new FakeRuns();
    private final UserLimits underTest = new UserLimits(2, 2, 2);
    private Platform platform;

    @BeforeEach
    void setUp() throws Exception {
        platform = new Platform(context).folders("/content/dam/a");
        platform.user("bob").allow("bob", "/content/dam/a", "jcr:all");
    }

    @Test
    void aUserHasSoManyRunsThatHaveNotEnded() throws Exception {
        StartServlet start = new StartServlet(runs, underTest, Platform.SETTINGS);
        runs.with(
                run("r1", "bob", RunState.RUNNING),
                run("r2", "bob", RunState.FAILED),
                run("r3", "eve", RunState.RUNNING));
        assertEquals(200, start(start, "bob").getStatus());
        runs.with(run("r4", "bob", RunState.QUEUED));

        MockSlingHttpServletResponse refused = start(start, "bob");

        assertEquals(400, refused.getStatus());
        String problem = refused.getOutputAsString();
        assertTrue(problem.contains("\"code\":\"too-many-jobs\""), problem);
        assertTrue(problem.contains("\"limit\":2"), problem);
        assertTrue(problem.contains("runsPerUser of org.openguides.processing.limits"), problem);
        assertEquals(1, runs.started.size());
        runs.with(run("r5", "admin", RunState.RUNNING), run("r6", "admin", RunState.RUNNING));
        assertEquals(200, start(start, "admin").getStatus(), "operators may do more");
    }

    @Test
    void aDownloadCountsUntilItHasEnded() throws Exception {
        Caller bob = platform.caller("bob");
        UserLimits.Download first = underTest.beginDownload(bob);
        underTest.beginDownload(bob);
        assertEquals(
                ProblemType.TOO_MANY_JOBS,
                assertThrows(RejectedException.class, () -> underTest.beginDownload(bob))
                        .problem()
                        .type());
        first.close();
        underTest.beginDownload(bob);

        Caller admin = platform.caller("admin");
        List<UserLimits.Download> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(underTest.beginDownload(admin));
        }
        assertEquals(5, all.size());
    }

    private static org.openguides.processing.api.Run run(String id, String user, RunState state) {
        return ARun.called(id).of(user).in(state).build();
    }

    private MockSlingHttpServletResponse start(StartServlet servlet, String user) throws Exception {
        return platform.request(user, "POST")
                .json("{\"path\":\"/content/dam/a\",\"type\":\"ASSET_PROCESSING\"}")
                .sendTo(servlet);
    }
}
