package org.openguides.processing.internal.catalog.database;

import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.nodetype.ConstraintViolationException;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.Records;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.catalog.Term;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Properties that are specific to the catalog in a database: inconsistent rows and assets, and values that a table
 * cannot store.
 */
@Tag(TestCatalogs.DATABASE)
class DatabaseCatalogTest {

    private static final String A = "/content/dam/p/a.dita";
    private static final String TOPIC = "<topic id='a'><title>A</title><body>%s</body></topic>";

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final ProcessedContent content = new ProcessedContent(oak);

    @Test
    void storingTheSameAgainChangesNothing() {
        content.files(A, TOPIC.formatted("<xref href='b.dita'/>"));
        List<String> before = rows("openguides_asset");
        List<String> references = rows("openguides_reference");

        content.process(List.of(A));
        assertEquals(before, rows("openguides_asset"));
        assertEquals(references, rows("openguides_reference"));
        assertEquals(1, references.size());
    }

    /** Only the first run over a file that is no topic any more requests the removal of the class. */
    @Test
    void thatSomethingIsToBeRemovedIsNoPartOfARecord() throws Exception {
        oak.file(A, TOPIC.formatted(""));
        AssetNode asset = AssetNode.of(oak.login().getNode(A)).orElseThrow();
        PropertyChange outcome = new PropertyChange(AssetState.OUTCOME, "SUCCEEDED");
        PropertyChange noClass = new PropertyChange(AssetState.DITA_CLASS, null);

        List<PropertyChange> first = oak.catalogs().records().take(asset, List.of(outcome, noClass));
        List<PropertyChange> second = oak.catalogs().records().take(asset, List.of(outcome));

        assertTrue(first.contains(noClass));
        assertEquals(record(second), record(first));
    }

    private static PropertyChange record(List<PropertyChange> onAsset) {
        return onAsset.stream()
                .filter(change -> change.path().equals(AssetState.RECORD))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void newFactsReplacePreviousOnes() throws Exception {
        content.files(A, TOPIC.formatted("<xref href='b.dita'/><xref href='c.dita'/>"));
        content.files(A, TOPIC.formatted("<xref href='d.dita'/>"));

        assertEquals(1, rows("openguides_asset").size());
        assertEquals(1, rows("openguides_reference").size());
        assertEquals(List.of(), catalog().assetsWith(Term.refersToName("b.dita"), "/content/dam"));
        assertEquals(List.of(A), catalog().assetsWith(Term.refersToName("d.dita"), "/content/dam"));
    }

    /** The pool belongs to the platform and is shared with others. */
    @Test
    void aConnectionReturnsToItsPoolUnchanged() throws Exception {
        content.files(A, TOPIC.formatted(""));
        catalog().asset(A);

        try (Connection connection = oak.database().getConnection()) {
            assertEquals(0, connection.getNetworkTimeout());
        }
    }

    @Test
    void aReferenceOfAKindThatOnlyALaterVersionKnowsIsLeftOut() throws Exception {
        content.files(A, TOPIC.formatted("<xref href='b.dita'/><xref href='c.dita'/>"));
        try (Connection connection = oak.database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE openguides_reference SET kind = 'HOLOGRAM' WHERE place = 0");
        }

        assertEquals(1, catalog().document(A).references().size());
    }

    @Test
    void rowsWhoseAssetWasNotSavedAreInvalid() throws Exception {
        oak.file(A, TOPIC.formatted(""));
        store("SUCCEEDED", false);
        assertEquals(Standing.UNKNOWN, standing(A));

        store("SUCCEEDED", true);
        assertEquals(Standing.Outcome.SUCCEEDED, standing(A).outcome());
        assertEquals(1, rows("openguides_asset").size());

        store("FAILED", false);
        assertEquals(Standing.UNKNOWN, standing(A));
        assertEquals(DocumentFacts.NONE, catalog().document(A));

        store("FAILED", true);
        assertEquals(Standing.Outcome.FAILED, standing(A).outcome());
    }

    @Test
    void assetsReplacedMovedOrCopiedOutsideOfARunAreNotConfused() throws Exception {
        content.files(A, TOPIC.formatted("<xref href='x.dita'/>"), "/content/dam/p/b.dita", TOPIC.formatted(""));
        Session session = oak.login();
        session.getWorkspace().copy(A, "/content/dam/p/copy.dita");
        session.removeItem(A);
        session.move("/content/dam/p/b.dita", A);
        session.save();

        for (String path : List.of(A, "/content/dam/p/copy.dita")) {
            assertEquals(Standing.UNKNOWN, standing(path), path);
        }
        assertEquals(DocumentFacts.NONE, catalog().document(A), "b refers to nothing");
        assertEquals(List.of(), catalog().assetsWith(Term.refersToName("x.dita"), "/content/dam"));
        content.process(List.of(A, "/content/dam/p/copy.dita"));
        assertEquals(
                List.of("/content/dam/p/copy.dita"), catalog().assetsWith(Term.refersToName("x.dita"), "/content/dam"));
    }

    /** The digest of a row includes the path at which it was written, and not the one to which it was moved. */
    @Test
    void aMovedAssetAndItsCopyAtTheFormerPathMayHaveTheSameDigest() throws Exception {
        String moved = "/content/dam/p/moved.dita";
        content.files(A, TOPIC.formatted("<xref href='x.dita'/>"));
        Session session = oak.login();
        session.move(A, moved);
        session.save();
        oak.catalogs().goneAssets(session).forget(A, moved, null, Instant.now());
        session.getWorkspace().copy(moved, A);
        content.process(List.of(A));

        assertEquals(2, rows("openguides_asset").size());
        assertEquals(1, catalog().document(A).references().size());
        assertEquals(1, catalog().document(moved).references().size());
        assertEquals(Standing.Outcome.SUCCEEDED, standing(A).outcome());
        assertEquals(List.of(A, moved), catalog().assetsWith(Term.refersToName("x.dita"), "/content/dam"));
    }

    @Test
    void nothingIsRevealedAboutContentThatTheCallerMayNotRead() throws Exception {
        content.files(A, TOPIC.formatted("<xref href='x.dita'/>"), "/content/dam/q/b.dita", TOPIC.formatted(""));
        JackrabbitSession admin = (JackrabbitSession) oak.login();
        admin.getUserManager().createUser("jane", "jane");
        admin.save();
        AccessControlUtils.allow(admin.getNode("/content/dam/q"), "jane", "jcr:read");
        admin.save();
        Session jane = oak.login("jane", "jane");
        Catalog seen = oak.catalogs().in(jane);

        assertEquals(List.of(), seen.assetsWith(Term.refersToName("x.dita"), "/content/dam"));
        assertEquals(DocumentFacts.NONE, seen.document(A));
        assertEquals(true, seen.asset(A).isEmpty());
        assertEquals(false, seen.asset("/content/dam/q/b.dita").isEmpty());
    }

    @Test
    void aFolderIsNotConfusedWithOneOfASimilarName() throws Exception {
        String body = TOPIC.formatted("<xref href='x.dita'/>");
        content.files(A, body, "/content/dam/p-1/b.dita", body, "/content/dam/p%/c.dita", body);

        assertEquals(List.of(A), catalog().assetsWith(Term.refersToName("x.dita"), "/content/dam/p"));
        assertEquals(3, catalog().assetsWith(Term.refersToName("x.dita"), "/").size());
    }

    @Test
    void textsThatATableCannotStoreAreHarmless() throws Exception {
        String name = "n".repeat(1900) + ".dita";
        oak.file("/content/dam/p/zero.html", "<a href='a\0b.html'>a</a>");
        content.files(A, TOPIC.formatted("<xref href='" + name + "'/>"));
        content.process(List.of("/content/dam/p/zero.html"));

        assertEquals(List.of(A), catalog().assetsWith(Term.refersToName(name), "/content/dam"));
        assertEquals(name, catalog().document(A).references().get(0).value());
    }

    /** The index of PostgreSQL limits the length of paths; H2 does not. */
    @Test
    void aPathThatIsTooLongFailsOnlyItsAsset() throws Exception {
        StringBuilder path = new StringBuilder("/content/dam/p");
        for (int i = 0; i < 200; i++) {
            path.append('/')
                    .append(Integer.toString(i * 7919, 36))
                    .append(Integer.toHexString(i * 104729))
                    .append(Math.sin(i));
        }
        oak.file(path.toString(), TOPIC.formatted(""));

        AssetNode asset = asset(oak.login(), path.toString());
        Records records = oak.catalogs().records();
        records.take(asset, List.of(new PropertyChange(AssetState.OUTCOME, "SUCCEEDED")));
        if (TestCatalogs.chosen() == TestCatalogs.POSTGRESQL) {
            assertThrows(ConstraintViolationException.class, records::store);
        } else {
            records.store();
        }
    }

    @Test
    void concurrentTransactionsDoNotFail() throws Exception {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            paths.add(oak.file("/content/dam/p/f" + i + ".dita", TOPIC.formatted("")));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int thread = i;
                all.add(threads.submit(() -> storeOften(paths, thread)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
        assertEquals(20, rows("openguides_asset").size());
        assertEquals(20, rows("openguides_term").size());
    }

    private Void storeOften(List<String> paths, int thread) throws RepositoryException {
        Session session = oak.login();
        for (int i = 0; i < 25; i++) {
            Records records = oak.catalogs().records();
            for (String path : paths) {
                records.take(
                        asset(session, path),
                        List.of(
                                new PropertyChange(AssetState.REVISION, thread + "-" + i),
                                new PropertyChange("openguides/mentions", List.of("name:" + thread))));
            }
            records.store();
        }
        return null;
    }

    private void store(String outcome, boolean save) throws RepositoryException {
        Session session = oak.login();
        AssetNode asset = asset(session, A);
        TestCatalogs.processed(
                oak.catalogs(),
                asset,
                new PropertyChange(AssetState.OUTCOME, outcome),
                new PropertyChange(AssetState.REVISION, asset.revision()),
                new PropertyChange(AssetState.PATH, asset.path()));
        if (save) {
            session.save();
        }
    }

    private Standing standing(String path) throws RepositoryException {
        return catalog().standings(List.of(asset(oak.login(), path))).get(0);
    }

    private static AssetNode asset(Session session, String path) throws RepositoryException {
        return AssetNode.of(session.getNode(path)).orElseThrow();
    }

    private Catalog catalog() {
        return oak.catalogs().in(oak.login());
    }

    private List<String> rows(String table) {
        return Jdbi.create(oak.database()).withHandle(handle -> handle.createQuery("SELECT * FROM " + table)
                .mapToMap()
                .map(Object::toString)
                .list());
    }
}
