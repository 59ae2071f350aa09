package org.openguides.catalog.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openguides.processing.internal.catalog.Term;
import org.openguides.processing.internal.catalog.tables.AssetEntry;
import org.openguides.processing.internal.catalog.tables.AssetRow;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.testing.TestCatalogs;
import org.postgresql.ds.PGSimpleDataSource;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What the statements of the catalog cost when a million assets are in one folder, and that they find their indexes. A table
 * is printed.
 *
 * <pre>mvn -pl catalog.database -am integration-test -DargLine= -Dtest=CatalogMeasurementTest -Dcatalog.tests=measurement -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
@Tag("measurement")
@EnabledIfSystemProperty(named = "openguides.catalog", matches = "POSTGRESQL")
class CatalogMeasurementTest {

    private static final int ASSETS = Integer.getInteger("assets", 1_000_000);
    private static final int AT_ONCE = 500;
    private static final String FOLDER = "/content/dam/big";

    private final List<String> table = new ArrayList<>();

    @Test
    void ofAFolderWithAMillionAssets() throws Exception {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(RealDatabases.url(TestCatalogs.POSTGRESQL));
        RealDatabases.tables(database).check();
        // Without the limits that the catalog sets on its connections.
        Jdbi.create(database).useHandle(this::measure);
    }

    private void measure(Handle handle) {
        AssetTable assets = new AssetTable(handle, Dialect.POSTGRESQL);
        fill(handle);
        row("10 000 new assets, 100 in a transaction", () -> store(handle, "new", "1"));
        row("the same assets, nothing has changed", () -> store(handle, "new", "1"));
        row("the same assets, all have changed", () -> store(handle, "new", "2"));
        row("rows of all assets, " + AT_ONCE + " at once, as for their status", () -> status(handle, assets));
        row("references and keys of 100 000 assets, " + AT_ONCE + " at once", () -> facts(handle));
        row("assets that refer to a file of a name that ten mention", () -> with(assets, Term.refersToName("f70.dita"))
                .size());
        row("all maps of the folder, one in a hundred", () -> with(assets, Term.map())
                .size());
        row(
                "report: the first 100 failures below a subfolder",
                () -> count(
                        handle,
                        "SELECT path, error FROM openguides_asset WHERE outcome = 'FAILED' AND path >= '" + FOLDER
                                + "/1/' AND path < '" + FOLDER + "/10' ORDER BY path LIMIT 100"));
        row(
                "report: how many of which type and outcome",
                () -> count(
                        handle,
                        "SELECT file_type, outcome, count(*) FROM openguides_asset GROUP BY file_type, outcome"));
        row(
                "report: the first 100 references to files without a row",
                () -> count(
                        handle,
                        "SELECT a.path, r.written FROM openguides_reference r JOIN openguides_asset a ON a.id = r.asset_id"
                                + " WHERE r.target_path IS NOT NULL AND NOT EXISTS (SELECT 1 FROM openguides_asset t"
                                + " WHERE t.path = r.target_path) LIMIT 100"));
        System.out.println("| " + ASSETS + " assets | s |\n| --- | --: |");
        table.forEach(System.out::println);
        assertPlans(handle);
    }

    /** Creates ten subfolders; one asset in a hundred is a map, one in fifty has failed, with three references each. */
    private static void fill(Handle handle) {
        handle.execute(
                "INSERT INTO openguides_asset (path, uuid, file_type, outcome, error, title, root_id, dita_class,"
                        + " revision, digest, processed_at) SELECT '" + FOLDER
                        + "/' || (i % 10) || '/f' || i || '.dita', 'GUID-' || i,"
                        + " CASE i % 100 WHEN 0 THEN 'DITA_MAP' ELSE 'DITA_TOPIC' END,"
                        + " CASE i % 50 WHEN 1 THEN 'FAILED' ELSE 'SUCCEEDED' END, '', 'Title of ' || i, 'id' || i, '- topic/topic',"
                        + " '1772617000000-1234', encode(sha256(i::text::bytea), 'hex'), now() FROM generate_series(1, "
                        + ASSETS
                        + ") i");
        handle.execute(
                "INSERT INTO openguides_reference (asset_id, place, element, attribute, written, line, kind, role, scope,"
                        + " target_path) SELECT id, place, 'xref', 'href', '../x/f' || (id / 10 * 10 + place) || '.dita', 7, 'URI', 'LINK',"
                        + " 'LOCAL', '" + FOLDER
                        + "/' || (id % 10) || '/f' || (id + place) || '.dita' FROM openguides_asset,"
                        + " generate_series(0, 2) place");
        handle.execute("INSERT INTO openguides_term (asset_id, field, term) SELECT asset_id, 'MENTION', 'name:f'"
                + " || (asset_id / 10 * 10 + place) || '.dita' FROM openguides_reference");
        handle.execute("INSERT INTO openguides_term (asset_id, field, term) SELECT id, 'IDENTITY', 'uuid:' || uuid FROM"
                + " openguides_asset");
        handle.execute(
                "INSERT INTO openguides_term (asset_id, field, term) SELECT id, 'IDENTITY', 'map' FROM openguides_asset"
                        + " WHERE file_type = 'DITA_MAP'");
        handle.execute("ANALYZE");
    }

    private static List<AssetRow> with(AssetTable assets, Term term) {
        return assets.with(term.field().name(), term.text(), FOLDER);
    }

    private static int store(Handle handle, String folder, String revision) {
        int stored = 0;
        for (int from = 0; from < 10_000; from += 100) {
            List<AssetEntry> batch = IntStream.range(from, from + 100)
                    .mapToObj(i -> entry("/content/dam/" + folder + "/f" + i + ".dita", revision))
                    .toList();
            stored += handle.inTransaction(each -> new AssetTable(each, Dialect.POSTGRESQL).put(batch));
        }
        return stored;
    }

    private static AssetEntry entry(String path, String revision) {
        DocumentFacts facts = new DocumentFacts(
                List.of(reference("a.dita", 3), reference("b.dita", 4)), List.of(), List.of(), List.of(), List.of());
        return new AssetEntry(
                path,
                "",
                "",
                "SUCCEEDED",
                "",
                "",
                "",
                "",
                revision,
                path + revision,
                facts,
                Map.of("MENTION", List.of("name:a.dita", "name:b.dita")));
    }

    private static DitaReference reference(String file, int line) {
        return new DitaReference(
                "xref",
                "href",
                file,
                line,
                DitaReference.Kind.URI,
                DitaReference.Role.LINK,
                DitaReference.Scope.LOCAL,
                null,
                null,
                null,
                null,
                0);
    }

    private static int status(Handle handle, AssetTable assets) {
        List<String> digests = handle.createQuery("SELECT digest FROM openguides_asset")
                .mapTo(String.class)
                .list();
        int found = 0;
        for (int from = 0; from < digests.size(); from += AT_ONCE) {
            found += assets.withDigests(digests.subList(from, Math.min(digests.size(), from + AT_ONCE)))
                    .size();
        }
        assertTrue(found >= ASSETS);
        return found;
    }

    private static int facts(Handle handle) {
        int references = 0;
        for (long from = 1; from <= Math.min(ASSETS, 100_000); from += AT_ONCE) {
            List<Long> ids = IntStream.range(0, AT_ONCE).mapToObj(Long::valueOf).toList();
            long first = from;
            references += new FactTables(handle)
                    .read(ids.stream().map(id -> first + id).toList()).values().stream()
                            .mapToInt(facts -> facts.references().size())
                            .sum();
        }
        return references;
    }

    private static int count(Handle handle, String query) {
        return handle.createQuery(query).mapToMap().list().size();
    }

    private static void assertPlans(Handle handle) {
        assertPlan(handle, "openguides_asset_path", "path >= '" + FOLDER + "/7/f1' AND path < '" + FOLDER + "/7/f10'");
        assertPlan(handle, "openguides_asset_digest", "digest IN ('a', 'b')");
        assertPlan(
                handle,
                "openguides_asset_outcome",
                "outcome = 'FAILED' AND path >= '" + FOLDER + "/' AND path < '" + FOLDER + "0'");
        assertPlan(
                handle,
                "openguides_term_term",
                "id IN (SELECT asset_id FROM openguides_term WHERE term = 'name:f77.dita'" + " AND field = 'MENTION')");
        assertPlan(
                handle,
                "openguides_reference_target",
                "id IN (SELECT asset_id FROM openguides_reference WHERE" + " target_path = '/x')");
    }

    private static void assertPlan(Handle handle, String index, String condition) {
        String plan = String.join(
                "\n",
                handle.createQuery("EXPLAIN SELECT id FROM openguides_asset WHERE " + condition)
                        .mapTo(String.class)
                        .list());
        assertTrue(plan.contains(index), plan);
    }

    /** Measures the second of two rounds; the first one fills the caches. */
    private void row(String what, Supplier<Integer> work) {
        if (!what.contains("new assets") && !what.contains("the same")) {
            work.get();
        }
        long began = System.nanoTime();
        int rows = work.get();
        double seconds = (System.nanoTime() - began) / 1e9;
        table.add(String.format(Locale.ROOT, "| %s (%d rows) | %.3f |", what, rows, seconds));
    }
}
