package org.openguides.processing.internal.jobs;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.UnaryOperator;

import org.openguides.processing.internal.runlog.FoundLines;
import org.openguides.processing.internal.runlog.JcrRunLogReader;
import org.openguides.processing.internal.runlog.LogPage;
import org.openguides.processing.internal.runlog.LogSearch;
import org.openguides.processing.internal.runlog.RunLogArchive;
import org.openguides.processing.internal.runlog.RunLogReader;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.store.RunStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads the logs of runs in the store; connects the packages of store and log, which do not depend on each other. */
@Component(service = {RunLogReader.class, RunLogArchive.class})
public final class RunLogAccess implements RunLogReader, RunLogArchive {

    private final JcrRunLogReader reader;

    @Activate
    public RunLogAccess(@Reference(name = "sessions") ServiceSessions sessions) {
        reader = new JcrRunLogReader(sessions, RunStore::locate);
    }

    @Override
    public LogPage page(String runId, long offset, int limit) {
        return reader.page(runId, offset, limit);
    }

    @Override
    public void copyTo(String runId, UnaryOperator<String> shown, OutputStream out) throws IOException {
        reader.copyTo(runId, shown, out);
    }

    @Override
    public List<String> paths(String runId) {
        return reader.paths(runId);
    }

    @Override
    public LogPage tail(String runId, int count) {
        return reader.tail(runId, count);
    }

    @Override
    public FoundLines search(String runId, LogSearch wanted, long offset, int limit) {
        return reader.search(runId, wanted, offset, limit);
    }
}
