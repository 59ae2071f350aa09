package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;
import javax.servlet.Servlet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.request.RequestPathInfo;
import org.apache.sling.api.servlets.SlingSafeMethodsServlet;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.session.ServiceUserMissingException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;

/**
 * {@code /bin/openguides/console.html}: the console, for all authenticated users, even if they cannot read
 * <code>/apps</code>. Its files are at <code>/bin/openguides/console.VERSION/NAME</code>: browsers can cache them until
 * they change, and the page needs no absolute URL, so it works with any context path.
 */
@Component(service = Servlet.class, property = "sling.servlet.paths=" + ConsoleServlet.PATH)
public final class ConsoleServlet extends SlingSafeMethodsServlet {

    static final String PATH = "/bin/openguides/console";

    private static final Logger LOG = ServerLog.of(ConsoleServlet.class);

    private static final String PAGE = "index.html";
    private static final int VERSION_BYTES = 8;

    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final ServiceSessions sessions;

    /** Version of the files when the page was last served; null before. */
    private volatile @Nullable String version;

    @Activate
    public ConsoleServlet(@Reference(name = "sessions") ServiceSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    protected void doGet(SlingHttpServletRequest request, SlingHttpServletResponse response) throws IOException {
        request.setAttribute(ApiServlet.OURS, true);
        response.setHeader("X-Content-Type-Options", "nosniff");
        // Sling's referrer filter needs the host; on reload, a full URL would be taken for a login loop.
        response.setHeader("Referrer-Policy", "strict-origin");
        String user = request.getResourceResolver().getUserID();
        if (user == null || user.isEmpty() || user.equals(Access.ANONYMOUS)) {
            plain(response, 401, "Sign in first.");
            return;
        }
        try (ServiceSession session = sessions.open(ServiceUser.READER)) {
            serve(request, response, new ConsoleFiles(session.jcr()));
        } catch (ServiceUserMissingException e) {
            LOG.warn("The console is not served: {}", e.getMessage());
            response.setHeader("Retry-After", "10");
            plain(response, 503, "The server is not ready yet. Try again in a few seconds.");
        } catch (RepositoryException | ProcessingException e) {
            LOG.error("The console could not be served", e);
            plain(response, 500, "The console could not be served. The server's log contains the cause.");
        }
    }

    private void serve(SlingHttpServletRequest request, SlingHttpServletResponse response, ConsoleFiles files)
            throws IOException, RepositoryException {
        RequestPathInfo place = request.getRequestPathInfo();
        String suffix = place.getSuffix();
        if (suffix == null) {
            page(request, response, files);
            return;
        }
        String name = suffix.substring(1);
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        Optional<byte[]> bytes = type == null ? Optional.empty() : files.read(name);
        if (type == null || bytes.isEmpty()) {
            plain(response, 404, "There is no such file.");
            return;
        }
        boolean current = versionOf(files).equals(place.getExtension());
        response.setHeader("Cache-Control", current ? "private, max-age=31536000, immutable" : "private, no-cache");
        send(request, response, type, bytes.get());
    }

    private void page(SlingHttpServletRequest request, SlingHttpServletResponse response, ConsoleFiles files)
            throws IOException, RepositoryException {
        Map<String, byte[]> all = files.all();
        byte[] template = all.get(PAGE);
        if (template == null) {
            plain(response, 404, "The console is not installed: the package openguides.ui.apps is missing.");
            return;
        }
        String now = version(all);
        version = now;
        ConsolePage page = ConsolePage.of(new String(template, StandardCharsets.UTF_8), now);
        response.setHeader("Content-Security-Policy", page.policy());
        response.setHeader("Cache-Control", "private, no-cache");
        send(request, response, "text/html; charset=utf-8", page.html().getBytes(StandardCharsets.UTF_8));
    }

    private String versionOf(ConsoleFiles files) throws IOException, RepositoryException {
        String known = version;
        if (known == null) {
            known = version(files.all());
            version = known;
        }
        return known;
    }

    private static String version(Map<String, byte[]> files) {
        MessageDigest digest = Digests.sha256();
        files.forEach((name, bytes) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(bytes);
        });
        return "v" + HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
    }

    private static void send(
            SlingHttpServletRequest request, SlingHttpServletResponse response, String type, byte[] bytes)
            throws IOException {
        String tag = '"' + HexFormat.of().formatHex(Digests.sha256().digest(bytes), 0, VERSION_BYTES) + '"';
        response.setHeader("ETag", tag);
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(304);
            return;
        }
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static void plain(SlingHttpServletResponse response, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/plain; charset=utf-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
