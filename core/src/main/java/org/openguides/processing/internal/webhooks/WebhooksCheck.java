package org.openguides.processing.internal.webhooks;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.observe.Check;
import org.openguides.processing.internal.observe.Finding;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.session.ServiceSessions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Checks whether messages reach their recipients. Present only where a webhook is configured. */
@Component(
        service = Check.class,
        reference =
                @Reference(
                        name = "configured",
                        service = ConfiguredWebhook.class,
                        cardinality = ReferenceCardinality.AT_LEAST_ONE,
                        policy = ReferencePolicy.DYNAMIC))
public final class WebhooksCheck implements Check {

    /** A recipient that restarts is not worth a warning. */
    private static final Duration LATE = Duration.ofMinutes(15);

    private final WebhookRegistry webhooks;
    private final OutboxUpkeep upkeep;
    private final Time time;

    @Activate
    public WebhooksCheck(
            @Reference(name = "sessions") ServiceSessions sessions,
            @Reference(name = "retry") Retry retry,
            @Reference(name = "webhooks") WebhookRegistry webhooks) {
        this(sessions, retry, webhooks, Time.system());
    }

    WebhooksCheck(ServiceSessions sessions, Retry retry, WebhookRegistry webhooks, Time time) {
        this.webhooks = webhooks;
        this.upkeep = new OutboxUpkeep(sessions, retry, time, OutboxUpkeep.Limits.DEFAULT);
        this.time = time;
    }

    @Override
    public String name() {
        return "OpenGuides webhooks";
    }

    @Override
    public String beanName() {
        return "openguidesWebhooks";
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        webhooks.problems().forEach(problem -> findings.add(Finding.critical(start(problem) + ".")));
        try {
            upkeep.standings().forEach(standing -> add(standing, findings));
        } catch (RepositoryException e) {
            throw new ProcessingException("the outbox cannot be read", e);
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok("All messages are delivered."));
        }
        return findings;
    }

    private static String start(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    /** The sentences contain no numbers, so that the log repeats none of them. */
    private void add(OutboxUpkeep.Standing standing, List<Finding> findings) {
        Instant since = standing.since();
        if (since != null && since.plus(LATE).isBefore(time.now())) {
            findings.add(Finding.warn("Webhook \"" + standing.recipient()
                    + "\" has not accepted a message that has been waiting since " + since + ": " + problem(standing)
                    + "."));
        }
        if (!standing.dead().isEmpty()) {
            findings.add(Finding.warn("Messages of webhook \"" + standing.recipient()
                    + "\" could not be delivered within a day or were too many; see DeadLetters of org.openguides:type=Webhooks in JMX,"
                    + " repair the recipient and call retryDeadLetters."));
        }
    }

    private String problem(OutboxUpkeep.Standing standing) {
        if (webhooks.find(standing.recipient()).isEmpty()) {
            return "the webhook is not in use";
        }
        return standing.problem().isEmpty() ? "it has not been tried yet" : standing.problem();
    }
}
