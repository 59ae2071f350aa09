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
import org.openguides.processing.internal.resolution.TooComplexException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all endpoints have in common: it lets callers in, reads requests, and turns whatever goes wrong into a problem.
 * {@link Endpoints} binds endpoints to paths because the contract fixes their paths, each to several at once, so that neither
 * {@code init} nor {@code destroy} may do anything. The access control that a resource would have given is here and in
 * {@link Caller}; before it, the platform's authenticator decides whether anonymous requests come this far.
 */
abstract class ApiServlet extends SlingAllMethodsServlet {

    /** The attribute of a request that one of our endpoints has served. */
    static final String OURS = ApiServlet.class.getName();

    private static final Logger LOG = LoggerFactory.getLogger(ApiServlet.class);

    private final Access access;
    private final String path;
    private final List<String> methods;
    private final RequestReader reader = new RequestReader();

    /**
     * An endpoint; where there is GET, there is HEAD.
     *
     * @param path    its path below the base path of all endpoints, with a slash at its beginning
     * @param methods those of HTTP that it answers
     */
    ApiServlet(ApiSettings settings, String path, String... methods) {
        this.path = path;
        this.access = new Access(settings);
        this.methods = List.of(methods);
    }

    /** The path below the base path. */
    final String path() {
        return path;
    }

    /** The base path by which a request has come; the one that is ours alone if that cannot be told. */
    final String basePath(Call call) {
        String bound = call.request().getRequestPathInfo().getResourcePath();
        return bound.endsWith(path) ? bound.substring(0, bound.length() - path.length()) : ApiSettings.OWN_BASE_PATH;
    }

    /**
     * Serves a request with one of the endpoint's methods.
     *
     * @throws RejectedException to tell the client what is wrong with it
     * @throws IOException if it cannot be read
     * @throws RepositoryException if the repository fails
     */
    abstract Answer answer(Call call) throws IOException, RepositoryException;

    @Override
    protected final void service(SlingHttpServletRequest request, SlingHttpServletResponse response)
            throws IOException {
        request.setAttribute(OURS, true);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        reply(request).send(response);
    }

    /**
     * Whether there is nothing behind the path of the endpoint. Sling finds an endpoint whatever selectors, extension, suffix or path
     * parameters follow, by which a cache in front of it might take an answer for a picture or a stylesheet that all may see.
     */
    private static boolean isOfTheEndpointAlone(SlingHttpServletRequest request) {
        RequestPathInfo place = request.getRequestPathInfo();
        return place.getExtension() == null
                && place.getSelectorString() == null
                && place.getSuffix() == null
                && request.getRequestURI().indexOf(';') < 0;
    }

    /** The servlet edge: whatever happens behind it, the client gets a problem without a stack trace. */
    @SuppressWarnings("checkstyle:IllegalCatch") // nobody else would turn it into an answer of the contract
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
        } catch (RejectedException e) {
            return Problems.answer(e.problem());
        } catch (TooComplexException e) {
            LOG.debug("Request ended servlet={}", getClass().getSimpleName(), e);
            return Problems.answer(new Problem(
                    ProblemType.TOO_COMPLEX,
                    "The answer needs more work than a request may take. What has been read of the maps of a project is"
                            + " remembered for a moment, so it may help to ask again."));
        } catch (CatalogUnavailableException e) {
            LOG.debug("Request refused servlet={}", getClass().getSimpleName(), e);
            return Problems.answer(new Problem(
                    ProblemType.CATALOG_UNAVAILABLE,
                    "The database of the catalog cannot be reached. Try again later."));
        } catch (ContentUnreachableException e) {
            LOG.warn("Request refused servlet={}", getClass().getSimpleName(), e);
            return Problems.answer(new Problem(
                    ProblemType.STORAGE_UNAVAILABLE,
                    "A file that the answer depends on cannot be read from the data store. Try again later."));
        } catch (IOException | RepositoryException | RuntimeException | Error e) {
            // an Error too: the platform would show it to the client
            String reference = UUID.randomUUID().toString();
            LOG.error("Request failed servlet={} reference={}", getClass().getSimpleName(), reference, e);
            return Problems.answer(new Problem(
                    ProblemType.INTERNAL_ERROR,
                    "The request could not be served. The server's log has the cause under this reference.",
                    Problem.More.reference(reference)));
        }
    }
}
