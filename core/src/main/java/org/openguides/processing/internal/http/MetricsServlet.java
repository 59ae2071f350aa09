package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import org.openguides.processing.internal.metrics.MetricsText;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /metrics}: the metrics of the responding node in the text format of Prometheus, for operators. */
@Component(service = ApiServlet.class)
public final class MetricsServlet extends ApiServlet {

    static final String PATH = "/metrics";

    private final MetricsText metrics;

    @Activate
    public MetricsServlet(
            @Reference(name = "metrics") MetricsText metrics, @Reference(name = "settings") ApiSettings settings) {
        super(settings, PATH, "GET", "HEAD");
        this.metrics = metrics;
    }

    @Override
    Answer answer(Call call) throws RepositoryException {
        call.caller().requireOperator();
        return new TextAnswer(MetricsText.TYPE, metrics.text());
    }
}
