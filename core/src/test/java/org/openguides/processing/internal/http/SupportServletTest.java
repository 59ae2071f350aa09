package org.openguides.processing.internal.http;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.zip.ZipInputStream;

import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.internal.support.SupportBundle;
import org.openguides.processing.internal.support.SupportPart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Who gets the support bundle. */
@ExtendWith(SlingContextExtension.class)
class SupportServletTest {

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private SupportServlet underTest;
    private Platform platform;

    /** A part that takes as long as a test wants. */
    private final class APart implements SupportPart {
        @Override
        public String name() {
            return "part";
        }

        @Override
        public void writeTo(Files files) {
            began.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            files.begin("part.txt").print("part");
        }
    }

    @BeforeEach
    void users() throws Exception {
        underTest = new SupportServlet(new SupportBundle(List.of(new APart())), Platform.SETTINGS);
        platform = new Platform(context)
                .user("alice")
                .user("olga")
                .user("chief")
                .group("operators", "olga")
                .group("administrators", "chief");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "chief"})
    void administratorsGetAZipFile(String user) throws Exception {
        goOn.countDown();
        MockSlingHttpServletResponse response = platform.request(user, "GET").sendTo(underTest);

        assertEquals(200, response.getStatus());
        assertEquals("application/zip", response.getContentType());
        assertTrue(
                response.getHeader("Content-Disposition").matches("attachment; filename=\"[a-z]+-support-.*\\.zip\""));
        ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(response.getOutput()));
        assertEquals("part.txt", zip.getNextEntry().getName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "olga"})
    void othersAndOperatorsGetAProblem(String user) throws Exception {
        MockSlingHttpServletResponse response = platform.request(user, "GET").sendTo(underTest);

        assertEquals(403, response.getStatus());
        assertTrue(response.getOutputAsString().contains("\"code\":\"not-permitted\""), response::getOutputAsString);
    }

    @Test
    void aNodeWritesOneAtATime() throws Exception {
        ARequest first = platform.request("admin", "GET");
        ARequest second = platform.request("chief", "GET");
        FutureTask<MockSlingHttpServletResponse> written = new FutureTask<>(() -> first.sendTo(underTest));
        new Thread(written).start();
        began.await();

        MockSlingHttpServletResponse refused = second.sendTo(underTest);
        assertEquals(400, refused.getStatus());
        assertTrue(refused.getOutputAsString().contains("\"code\":\"too-many-jobs\""), refused::getOutputAsString);

        goOn.countDown();
        assertEquals(200, written.get().getStatus());
        assertEquals(200, platform.request("chief", "GET").sendTo(underTest).getStatus());
    }
}
