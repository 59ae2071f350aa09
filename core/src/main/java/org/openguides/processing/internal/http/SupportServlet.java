package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Semaphore;

import org.openguides.processing.internal.support.SupportBundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code GET /support.zip}: what a support engineer needs to know about the responding node, for administrators. A node
 * writes one support bundle at a time.
 */
@Component(service = ApiServlet.class)
public final class SupportServlet extends ApiServlet {

    static final String PATH = "/support.zip";

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
                    "'openguides-support-'yyyyMMdd-HHmmss'.zip'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final SupportBundle bundle;
    private final Semaphore turn = new Semaphore(1);

    @Activate
    public SupportServlet(
            @Reference(name = "bundle") SupportBundle bundle, @Reference(name = "settings") ApiSettings settings) {
        super(settings, PATH, "GET", "HEAD");
        this.bundle = bundle;
    }

    @Override
    Answer answer(Call call) throws RepositoryException {
        call.caller().requireAdministrator();
        if (!turn.tryAcquire()) {
            throw new RejectedException(new Problem(
                    ProblemType.TOO_MANY_JOBS,
                    "This node is writing a support bundle for another request; try again in a minute.",
                    Problem.More.limit(1)));
        }
        return response -> {
            try {
                response.setStatus(200);
                response.setContentType("application/zip");
                response.setHeader(
                        "Content-Disposition", "attachment; filename=\"" + NAME.format(Instant.now()) + "\"");
                bundle.writeTo(response.getOutputStream());
            } finally {
                turn.release();
            }
        };
    }
}
