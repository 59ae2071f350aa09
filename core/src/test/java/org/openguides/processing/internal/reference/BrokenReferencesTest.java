package org.openguides.processing.internal.reference;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.internal.resolution.BrokenReferences;
import org.openguides.processing.internal.resolution.BrokenReferences.Place;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Paging through broken references. */
@Tag(TestCatalogs.TAG)
class BrokenReferencesTest {

    private static final String A = "/content/dam/p/a.dita";
    private static final String B = "/content/dam/p/sub/b.dita";

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final ProcessedContent content = new ProcessedContent(oak);

    @Test
    void pagesOfBrokenOnesFollowEachOtherAlsoWithinAnAsset() throws Exception {
        content.files(
                A,
                topic("a", "<xref href='x'/><xref href='sub/b.dita'/><xref href='y'/><xref href='z'/>"),
                B,
                topic("b", "<xref href='#none'/>"),
                "/content/dam/p/sub/c.dita",
                topic("c", ""));

        assertEquals(List.of("x y", "z #none"), pages(2, () -> Deadline.NONE));
        assertEquals(List.of("x", "y", "z", "#none"), pages(1, () -> Deadline.NONE));
    }

    /** However short the time limit, each page makes progress. */
    @Test
    void theTimeOfAPageIsBoundedAndNothingIsLostWithIt() throws Exception {
        content.files(
                A,
                topic("a", "<xref href='x'/><xref href='sub/b.dita'/><xref href='y'/>"),
                B,
                topic("b", "<xref href='#none'/>"),
                "/content/dam/p/sub/c.dita",
                topic("c", ""));

        AtomicLong time = new AtomicLong();
        List<String> pages = pages(100, () -> Deadline.in(Duration.ofNanos(4), time::incrementAndGet));

        assertTrue(pages.size() > 2, pages::toString);
        assertEquals("x y #none", String.join(" ", pages).replaceAll(" +", " ").strip());
    }

    /** Returns the values of broken references page by page. */
    private List<String> pages(int limit, Supplier<Deadline> deadline) throws RepositoryException {
        ReferenceReader reader = content.references();
        List<String> pages = new ArrayList<>();
        Place next = Place.first(0);
        while (next != null) {
            BrokenReferences.Page page = reader.in(oak.login(), deadline.get()).broken("/content/dam", next, limit);
            pages.add(values(page));
            next = page.next();
        }
        return pages;
    }

    static String values(BrokenReferences.Page page) {
        return page.references().stream()
                .map(each -> each.reference().reference().value())
                .collect(Collectors.joining(" "));
    }

    private static String topic(String id, String body) {
        return "<topic id='" + id + "'><title>T</title><body>" + body + "</body></topic>";
    }
}
