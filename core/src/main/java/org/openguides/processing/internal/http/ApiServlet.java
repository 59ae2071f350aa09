package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;
import java.util.List;
import java.util.UUID;

import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.request.RequestPathInfo;
import org.apache.sling.api.servlets.SlingAllMethodsServlet;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.resolution.TooComplexException;
import org.openguides.processing.internal.session.ServiceUserMissingException;
import org.slf4j.Logger;

/**
 * Base class of all endpoints: authenticates callers, reads requests and maps failures to problem responses.
 * {@link Endpoints} registers each endpoint by path, since the contract fixes the paths, and at several paths at once;
 * therefore {@code init} and {@code destroy} must not do anything. Servlets that are bound to paths have no access
 * control of a resource: this class and {@link Caller} check permissions instead, after the platform's authenticator
 * has decided whether anonymous requests are accepted.
 */
abstract class ApiServlet extends SlingAllMethodsServlet {

    /** Request attribute that marks requests served by an endpoint of this bundle. */
    static final String OURS = ApiServlet.class.getName();

    private static final Logger LOG = ServerLog.of(ApiServlet.class);

    private final Access access;
    private final String path;
    private final List<String> methods;
    private final RequestReader reader = new RequestReader();

    /**
     * Creates an endpoint. An endpoint that supports GET must also list HEAD.
     *
     * @param path    path below the base path, with a leading slash
     * @param methods supported HTTP methods
     */
    ApiServlet(ApiSettings settings, String path, String... methods) {
        this.path = path;
        this.access = new Access(settings);
        this.methods = List.of(methods);
    }

    /** Returns the path below the base path. */
    final String path() {
        return path;
    }

    /**
     * Returns the base path under which the request was received; {@link ApiSettings#OWN_BASE_PATH} if it cannot be
     * determined.
     */
    final String basePath(Call call) {
        String bound = call.request().getRequestPathInfo().getResourcePath();
        return bound.endsWith(path) ? bound.substring(0, bound.length() - path.length()) : ApiSettings.OWN_BASE_PATH;
    }

    /**
     * Handles a request with one of the supported methods.
     *
     * @throws RejectedException if the request is invalid; its problem is sent to the client
     * @throws IOException if the request cannot be read
     * @throws RepositoryException if the repository fails
     */
    abstract Answer answer(Call call) throws IOException, RepositoryException;

    @Override
    protected final void service(SlingHttpServletRequest request, SlingHttpServletResponse response)
            throws IOException {
        request.setAttribute(OURS, true);
        send(reply(request), response);
    }

    /** Sends an answer. A failure before its first byte was sent is still reported as a problem. */
    @SuppressWarnings("checkstyle:IllegalCatch") // as in reply
    private void send(Answer answer, SlingHttpServletResponse response) throws IOException {
        protect(response);
        try {
            answer.send(response);
        } catch (RepositoryException | RuntimeException | Error e) {
            if (response.isCommitted()) {
                throw new IOException("the response is incomplete", e);
            }
            response.reset();
            protect(response);
            problem(e).send(response);
        }
    }

    private static void protect(SlingHttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }

    /**
     * Returns whether the request addresses the endpoint's path exactly. Sling resolves an endpoint regardless of
     * selectors, extension, suffix and path parameters, so a cache in front of it could mistake a response for a public
     * image or stylesheet.
     */
    private static boolean isOfTheEndpointAlone(SlingHttpServletRequest request) {
        RequestPathInfo place = request.getRequestPathInfo();
        return place.getExtension() == null
                && place.getSelectorString() == null
                && place.getSuffix() == null
                && request.getRequestURI().indexOf(';') < 0;
    }

    /** Handles a request and maps every failure to a problem without a stack trace. */
    @SuppressWarnings("checkstyle:IllegalCatch") // only here can it be mapped to a response of the contract
    private Answer reply(SlingHttpServletRequest request) {
        try {
            Caller caller = access.callerOf(request);
            if (!isOfTheEndpointAlone(request)) {
                return response -> response.sendError(SlingHttpServletResponse.SC_NOT_FOUND);
            }
            if (!methods.contains(request.getMethod())) {
                return Problems.wrongMethod(methods);
            }
            return answer(new Call(request, caller, reader.read(request)));
        } catch (IOException | RepositoryException | RuntimeException | Error e) {
            // Errors are caught, too: the platform would show them to the client.
            return problem(e);
        }
    }

    private JsonAnswer problem(Throwable failure) {
        if (failure instanceof RejectedException rejected) {
            return Problems.answer(rejected.problem());
        }
        if (failure instanceof TooComplexException) {
            LOG.debug("Request ended servlet={}", getClass().getSimpleName(), failure);
            return Problems.answer(new Problem(
                    ProblemType.TOO_COMPLEX,
                    "Computing the response exceeds the time limit of a request. The maps of a project that were read"
                            + " are cached for a moment, so a retry may succeed."));
        }
        if (failure instanceof CatalogUnavailableException) {
            LOG.debug("Request refused servlet={}", getClass().getSimpleName(), failure);
            return Problems.answer(new Problem(
                    ProblemType.CATALOG_UNAVAILABLE, "The database of the catalog is unavailable. Try again later."));
        }
        if (failure instanceof ContentUnreachableException) {
            LOG.warn("Request refused servlet={}", getClass().getSimpleName(), failure);
            return Problems.answer(new Problem(
                    ProblemType.STORAGE_UNAVAILABLE,
                    "A file that the response depends on cannot be read from the data store. Try again later."));
        }
        if (failure instanceof ServiceUserMissingException) {
            LOG.warn("Request refused servlet={}: {}", getClass().getSimpleName(), failure.getMessage());
            return Problems.answer(new Problem(
                    ProblemType.NOT_READY,
                    "No user is mapped to a subservice of the bundle. The platform does this soon after the installation. If it"
                            + " takes longer than a minute, see the server's log."));
        }
        return unexpected(failure);
    }

    private JsonAnswer unexpected(Throwable failure) {
        String reference = UUID.randomUUID().toString();
        LOG.error("Request failed servlet={} reference={}", getClass().getSimpleName(), reference, failure);
        return Problems.answer(new Problem(
                ProblemType.INTERNAL_ERROR,
                "The request failed. The server's log contains the cause under this reference.",
                Problem.More.reference(reference)));
    }
}
