package org.openguides.processing.internal.status;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.internal.walk.ProcessedPaths;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.TestCatalogs;

/** Status jobs on a real Oak, with assets in the state after processing, and a manual clock. */
final class TestStatus extends Clock {

    static final String DAM = "/content/dam/";

    final OakRepository oak;
    final Session session;
    final StatusArchive archive;
    final StatusComputation computation;
    final TestOwner owner = new TestOwner("here");
    /** Assets that are processed at all. */
    ProcessedPaths paths = ProcessedPaths.ALL;

    private Instant now = Instant.parse("2026-03-04T12:00:00Z");

    TestStatus(OakRepository oak) {
        this.oak = oak;
        this.session = oak.login();
        this.archive = new StatusArchive(oak.sessions(), new Retry(Retry.Policy.DEFAULT), this, Duration.ofHours(24));
        this.computation = computation(owner, Rest.NONE);
    }

    /** Returns the computation of another node, or of this one after a restart. */
    StatusComputation computation(StatusOwner by, Rest rest) {
        return new StatusComputation(oak.sessions(), oak.catalogs(), () -> paths, by, rest, this);
    }

    void forward(Duration time) {
        now = now.plus(time);
    }

    void files(String... names) {
        for (String name : names) {
            oak.file(DAM + name, "<topic id='t'/>");
        }
    }

    /** Leaves the state of processing on a file. */
    void processed(String name, String outcome, String error) throws RepositoryException {
        session.refresh(false);
        AssetNode asset = AssetNode.of(session.getNode(DAM + name)).orElseThrow();
        TestCatalogs.processed(
                oak.catalogs(),
                asset,
                new PropertyChange(AssetState.UUID, "GUID-" + name),
                new PropertyChange(AssetState.OUTCOME, outcome),
                new PropertyChange(AssetState.ERROR, error),
                new PropertyChange(AssetState.REVISION, asset.revision()),
                new PropertyChange(AssetState.PATH, asset.path()));
        session.save();
    }

    /** Creates a waiting run. */
    RunNode run(AssetFilter filter, boolean dryRun, List<String> paths, List<String> excluded) throws Exception {
        return run(RunRequest.of(paths, "admin")
                .excluding(excluded)
                .filter(filter)
                .dryRun(dryRun)
                .build());
    }

    RunNode run(RunRequest request) throws Exception {
        session.refresh(false);
        String id = "run-" + request.paths().get(0).hashCode();
        Claims.take(session, id, request, path -> true);
        RunNode run = RunStore.create(session, id, request, now);
        session.save();
        return run;
    }

    RunNode run(String path) throws Exception {
        return run(AssetFilter.ALL, false, List.of(path), List.of());
    }

    RunNode running(String path) throws Exception {
        RunNode run = run(path);
        run.apply(RunEvent.START, now, "");
        session.save();
        return run;
    }

    String add(String... paths) throws RepositoryException {
        return add(List.of(paths), List.of());
    }

    String add(List<String> paths, List<String> excluded) throws RepositoryException {
        return add(paths, List.of(), excluded);
    }

    /** Adds a job of a user for whom some of the paths do not exist. */
    String add(List<String> paths, List<String> missing, List<String> excluded) throws RepositoryException {
        return archive.add(new StatusRequest(paths, missing, excluded, "jane"));
    }

    /** Returns the rows as {@code path status}, without the content root. */
    List<String> statuses(String... paths) throws RepositoryException {
        return rows(compute(add(paths))).stream()
                .map(row ->
                        row.path().replaceFirst("^" + DAM, "") + " " + row.status() + (row.exists() ? "" : " missing"))
                .toList();
    }

    String compute(String id) throws RepositoryException {
        computation.compute(id, () -> false);
        return id;
    }

    List<StatusRow> rows(String id) throws RepositoryException {
        return rows(id, path -> true);
    }

    List<StatusRow> rows(String id, StatusJobs.View view) throws RepositoryException {
        List<StatusRow> rows = new ArrayList<>();
        archive.rows(job(id), view).forEachRemaining(rows::add);
        return rows;
    }

    StatusJob job(String id) throws RepositoryException {
        return archive.find(id).orElseThrow();
    }

    StatusNode node(String id) throws RepositoryException {
        session.refresh(false);
        return StatusNode.of(StatusArchive.FOLDERS.find(session, id).orElseThrow());
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
