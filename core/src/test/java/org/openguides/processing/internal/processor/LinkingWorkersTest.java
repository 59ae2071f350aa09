package org.openguides.processing.internal.processor;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mockito.AdditionalAnswers;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.Records;
import org.openguides.processing.internal.catalog.Term;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.engine.AssetLinks;
import org.openguides.processing.internal.reference.ReferenceReader;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

/**
 * Workers of one node that link assets of a run concurrently. The test controls when the maps of project p are read.
 */
class LinkingWorkersTest {

    private static final String P = "/content/dam/p";
    private static final String Q = "/content/dam/q";

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final List<String> read = new CopyOnWriteArrayList<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private final LinkProcessor underTest = new LinkProcessor(new ReferenceReader(
            ProcessedContent.PROJECTS,
            new FragmentIds(new ContentReader(Specialisations.of(List.of()))),
            new HeldCatalogs()));
    private final List<Thread> threads = new ArrayList<>();

    @BeforeEach
    void content() {
        String map = "<map><topicref href='a.dita'/></map>";
        new ProcessedContent(oak).files(P + "/a.dita", "<topic id='t'/>", P + "/m.ditamap", map, Q + "/m.ditamap", map);
    }

    @AfterEach
    void end() throws InterruptedException {
        held.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    @Timeout(60)
    void theMapsOfAProjectAreReadOnceForTwoWorkers() throws Exception {
        FutureTask<AssetLinks.Links> first = link(P + "/a.dita");
        awaitReader();
        FutureTask<AssetLinks.Links> second = link(P + "/a.dita");
        Awaitility.await("second worker").until(underTest::isAwaited);
        held.countDown();

        assertEquals(first.get(), second.get());
        assertEquals(List.of(P), read);
    }

    @Test
    @Timeout(60)
    void aWorkerThatLinksAnotherProjectDoesNotWait() throws Exception {
        FutureTask<AssetLinks.Links> first = link(P + "/a.dita");
        awaitReader();
        link(Q + "/m.ditamap").get(30, TimeUnit.SECONDS);

        assertEquals(List.of(P, Q), read);
        held.countDown();
        first.get();
    }

    private void awaitReader() {
        Awaitility.await("first worker").until(() -> read.equals(List.of(P)));
    }

    private FutureTask<AssetLinks.Links> link(String path) {
        FutureTask<AssetLinks.Links> task = new FutureTask<>(() -> {
            Session session = oak.login();
            AssetNode asset = AssetNode.of(session.getNode(path)).orElseThrow();
            return underTest.begin("run", session).of(List.of(asset), Set.of()).get(0);
        });
        Thread thread = new Thread(task);
        threads.add(thread);
        thread.start();
        return task;
    }

    private final class HeldCatalogs implements Catalogs {

        @Override
        public Catalog in(Session session, Deadline deadline) {
            try {
                Catalog real = oak.catalogs().in(session, deadline);
                Catalog catalog = mock(Catalog.class, AdditionalAnswers.delegatesTo(real));
                doAnswer(call -> {
                            String project = call.getArgument(1);
                            read.add(project);
                            if (project.equals(P)) {
                                held.await();
                            }
                            return real.assetsWith(call.getArgument(0), project);
                        })
                        .when(catalog)
                        .assetsWith(any(Term.class), anyString());
                return catalog;
            } catch (RepositoryException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Records records() {
            return oak.catalogs().records();
        }

        @Override
        public String check() {
            return "";
        }
    }
}
