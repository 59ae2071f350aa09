package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.apache.sling.api.SlingHttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.Runs;
import org.openguides.processing.internal.http.wire.LogFilesDto;
import org.openguides.processing.internal.runlog.RunLogArchive;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /assets/process/logs/download}: a whole log as a ZIP file, or the paths of its files as JSON. */
@Component(service = ApiServlet.class)
public final class LogDownloadServlet extends ApiServlet {

    static final String PATH = "/assets/process/logs/download";

    private static final String JSON = "application/json";
    private static final String ZIP = "application/zip";

    private final VisibleRuns runs;
    private final RunLogArchive logs;
    private final UserLimits limits;

    @Activate
    public LogDownloadServlet(
            @Reference(name = "runs") Runs runs,
            @Reference(name = "logs") RunLogArchive logs,
            @Reference(name = "limits") UserLimits limits,
            @Reference(name = "settings") ApiSettings settings) {
        super(settings, PATH, "GET", "HEAD");
        this.runs = new VisibleRuns(runs);
        this.logs = logs;
        this.limits = limits;
    }

    @Override
    Answer answer(Call call) throws IOException, RepositoryException {
        Run run = runs.named(call);
        if (wantsPaths(call.request().getHeader("Accept"))) {
            return JsonAnswer.ok(new LogFilesDto(logs.paths(run.id())));
        }
        VisibleLines visible = new VisibleLines(call.caller(), run);
        UserLimits.Download download = limits.beginDownload(call.caller());
        return response -> {
            try (download) {
                send(run.id(), visible, response);
            }
        };
    }

    /** A client that accepts both types, as generated clients do, gets the ZIP file. */
    private static boolean wantsPaths(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        String types = accept.toLowerCase(Locale.ROOT);
        return types.contains(JSON) && !types.contains(ZIP);
    }

    /** Streams the log, since it may be larger than the heap. */
    private void send(String id, VisibleLines visible, SlingHttpServletResponse response) throws IOException {
        response.setStatus(200);
        response.setContentType(ZIP);
        response.setHeader("Content-Disposition", "attachment; filename=\"" + id + "-logs.zip\"");
        ZipOutputStream zip = new ZipOutputStream(response.getOutputStream());
        zip.putNextEntry(new ZipEntry(id + ".log"));
        logs.copyTo(id, visible, zip);
        zip.closeEntry();
        zip.finish();
    }
}
